"""Tells a person who opens a link from whatever opens it without one: previews, crawlers, scanners, scripts.

A browser names itself `Mozilla/…` (a few old ones otherwise), which hardly any script does; a preview or a crawler that
does so as well carries a mark of its own. Telephones ("CUBOT NOTE 20") and the browsers inside of apps are people's.
"""

import re

from shop.web.outage import PageRequest

_BROWSERS = re.compile(r"(?:^|\s)(?:Mozilla|Opera|Dalvik|UCWEB)/|^Telegram-Android/")

_MARKS = re.compile(
    r"compatible;(?! ?(?:msie|konqueror))|https?://|"
    r"(?<!cu)bot(?![a-z])|bots\b|crawl|spider|slurp|archiver|"
    r"preview(?![a-z])|externalhit|facebookcatalog|meta-external|embedly|iframely|snippet|"
    r"google-|-google|lighthouse|headless|phantomjs|"
    r"ms-?office|proofpoint|mimecast|barracuda|safelinks|urlscan|zgrab|pingdom|statuscake|site24x7|gtmetrix",
    re.IGNORECASE,
)


def is_visit(request: PageRequest) -> bool:
    """Does a person open the page with this request? A browser that only fetches it beforehand does not."""
    headers = request.headers
    return (
        request.method == "GET"
        and is_person(headers.get("user-agent", ""))
        and headers.get("sec-fetch-mode", "navigate") == "navigate"
        and "prefetch" not in (headers.get("sec-purpose", "") + headers.get("purpose", ""))
    )


def is_person(user_agent: str) -> bool:
    """Is it a person's browser, by its User-Agent? One without a User-Agent is not."""
    return bool(_BROWSERS.search(user_agent)) and not _MARKS.search(user_agent)
