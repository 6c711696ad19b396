"""The portal's own code as data: which module imports what, and what it calls. Nothing is imported to find out."""

import ast
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
PORTAL = ROOT / "portal"


def name_of(path: Path) -> str:
    """Name the module a file holds: ``portal.site.views``."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@lru_cache
def modules() -> dict[str, ast.Module]:
    """Give every module of the portal by name."""
    return {name_of(path): ast.parse(path.read_text("utf-8")) for path in sorted(PORTAL.rglob("*.py"))}


def imported_names(tree: ast.AST) -> Iterator[str]:
    """List what a module imports, as ``package.module`` or ``package.module.name``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "Write the whole name of the module: nothing here is imported relatively."
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _module_behind(name: str) -> str | None:
    """Find our module an imported name is, or is taken from."""
    for known in (name, name.rpartition(".")[0]):
        if known in modules():
            return known
    return None


@lru_cache
def imports() -> dict[str, set[str]]:
    """Give the portal's modules each module imports."""
    found = {name: {_module_behind(imported) for imported in imported_names(tree)} for name, tree in modules().items()}
    return {name: {module for module in others if module} for name, others in found.items()}


def reachable(start: str) -> set[str]:
    """List every module that is loaded when one is."""
    seen, waiting = set(), [start]
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += imports()[name]
    return seen


def called_name(call: ast.Call) -> str:
    """Name what a call calls by its last part: ``write_text`` of ``path.write_text()``."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    """Go through every call."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def functions(tree: ast.Module) -> set[str]:
    """List the functions a file defines at its top."""
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
