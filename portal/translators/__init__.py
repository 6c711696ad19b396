"""The translators' side: the only place that writes catalogs. Nothing here runs while a page is served."""
