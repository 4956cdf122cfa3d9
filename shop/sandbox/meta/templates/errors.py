"""The shape of a template refusal."""

from shop.sandbox.meta.graph.errors import GraphError


def refused(subcode: int, title: str, text: str) -> GraphError:
    """Code 100 with a subcode; the useful words are in `error_user_title` and `error_user_msg`."""
    return GraphError(100, message="Invalid parameter", subcode=subcode or None, user=(title, text))
