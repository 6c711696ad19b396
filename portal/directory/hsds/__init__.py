"""The directory as open data: Open Referral's Human Services Data Specification (HSDS) 3.0, out and in."""
