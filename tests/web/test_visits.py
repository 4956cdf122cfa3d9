"""Whom our short link counts, and holds stock for: people in browsers, not what looks at links for them."""

import httpx
import pytest

from shop.web.visits import is_person
from tests.support.shop import ShopUnderTest, move_by
from tests.web.pay_links import PHONE, give_link

IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
ANDROID = "Mozilla/5.0 (Linux; Android 14; SM-S911B) AppleWebKit/537.36 (KHTML, like Gecko)"
CHROME = "Chrome/142.0.0.0 Mobile Safari/537.36"

PEOPLE = [
    f"{IPHONE} Version/18.1 Mobile/15E148 Safari/604.1",
    f"{IPHONE} Mobile/15E148 WhatsApp/25.1",
    f"{IPHONE} Mobile/15E148 Instagram 380.0.0.30",
    f"{IPHONE} Mobile/21F90 [FBAN/FBIOS;FBAV/470.0.0;FBDV/iPhone14,5]",
    f"{IPHONE} GSA/380.0 Mobile/15E148 Safari/604.1",
    f"{IPHONE} CriOS/142.0 Mobile/15E148 Safari/604.1",
    f"{IPHONE} Mobile/15E148 Slack_SSB/24.10 Discord/250.0 Snapchat/13.0",
    f"{ANDROID} {CHROME}",
    f"{ANDROID} Version/4.0 {CHROME} Instagram 344.0",
    f"{ANDROID} {CHROME} [FB_IAB/FB4A;FBAV/500.0.0.0;]",
    f"{ANDROID} {CHROME} DuckDuckGo/5",
    f"{ANDROID} SamsungBrowser/28.0 {CHROME}",
    f"{ANDROID} {CHROME} Telegram-Android/11.3 (Samsung SM-A546B; Android 14; SDK 34; HIGH)",
    f"{ANDROID} {CHROME} PreviewBrowser/1",
    "Mozilla/5.0 (Linux; Android 10; CUBOT NOTE 20) AppleWebKit/537.36 Chrome/142 Mobile Safari/537.36",
    "Mozilla/5.0 (Linux; Android 9; CUBOT) AppleWebKit/537.36 Chrome/142 Mobile Safari/537.36",
    "Mozilla/5.0 (Linux; Android 14; Google Pixel 8) AppleWebKit/537.36 Chrome/142 Mobile Safari/537.36",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0 Safari/537.36 Edg/142",
    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Mozilla/5.0 (compatible; MSIE 10.0; Windows NT 6.2; Trident/6.0)",
    "Mozilla/5.0",
    "Opera/9.80 (J2ME/MIDP; Opera Mini/9; U; es) Presto/2.5",
    "UCWEB/2.0 (MIDP-2.0; U; Adr 9; es; CPH1729) U2/1.0 UCBrowser/10.7 Mobile",
    "Dalvik/2.1.0 (Linux; U; Android 14; SM-S911B)",
    "JavaFX/8.0 Mozilla/5.0 AppleWebKit/602",
    "Telegram-Android/10.2.3 (Samsung SM-A546B; Android 14; SDK 34; HIGH)",
]

NOBODY = [
    "",
    "WhatsApp/2",
    "WhatsApp/2.25.1 A",
    "WhatsApp/2.24.20 i",
    "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    "facebookexternalhit/1.1;line-poker/1.0",
    "facebookcatalog/1.0",
    "meta-externalagent/1.1 (+https://developers.facebook.com/docs/sharing/webmasters/crawler)",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_1) AppleWebKit/601.2.4 (KHTML, like Gecko) Version/9.0.1 "
    "Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0",
    "TelegramBot (like TwitterBot)",
    "Slackbot-LinkExpanding 1.0",
    "LinkedInBot/1.0 (compatible; Mozilla/5.0)",
    "Viber/13.3",
    "Iframely/1.3.1 (+https://iframely.com/docs/about) Atlassian",
    "Mozilla/5.0 (compatible; Embedly/0.2; +http://support.embed.ly/)",
    "Mozilla/5.0 (compatible; vkShare; +http://vk.com/dev/Share)",
    "Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)",
    "Mozilla/5.0 (compatible; Pinterestbot/1.0; +http://www.pinterest.com/bot.html)",
    "Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5 skype-url-preview@microsoft.com",
    "SkypeUriPreview Preview/0.5",
    "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/142 Safari/537.36 BingPreview/1.0b",
    "Mozilla/5.0 (Windows NT 6.1; rv:6.0) Gecko/20110814 Firefox/6.0 Google (+https://developers.google.com/+/web/snippet/)",
    "Mozilla/5.0 (compatible; Googlebot/2.1)",
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; Googlebot/2.1; +http://www.google.com/bot.html) "
    "Chrome/142 Safari/537.36",
    "Mozilla/5.0 (compatible; Google-InspectionTool/1.0;)",
    f"{ANDROID} {CHROME} (compatible; Google-InspectionTool/1.0;)",
    "Mediapartners-Google",
    "Mozilla/5.0 (compatible; Yahoo! Slurp; http://help.yahoo.com/help/us/ysearch/slurp)",
    "Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)",
    "Mozilla/5.0 (compatible;PetalBot;+https://webmaster.petalsearch.com/site/petalbot)",
    f"{ANDROID} {CHROME} (compatible; Bytespider; spider-feedback@bytedance.com)",
    "Mozilla/5.0 AppleWebKit/537.36 (compatible; GPTBot/1.2; +https://openai.com/gptbot)",
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; ClaudeBot/1.0; +claudebot@anthropic.com)",
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko); compatible; ChatGPT-User/1.0; +https://openai.com/bot",
    "Mozilla/5.0 (compatible; AhrefsSiteAudit/6.1)",
    "Mozilla/5.0 (compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)",
    "Mozilla/5.0 (compatible; proofpoint urldefense)",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; ms-office; MSOffice 16)",
    "Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0)",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/142.0 Safari/537.36",
    "Mozilla/5.0 (Linux; Android 11) AppleWebKit/537.36 Chrome/142 Mobile Safari/537.36 Chrome-Lighthouse",
    "Ruby",
    "PHP/8.2",
    "Dart/3.1 (dart:io)",
    "PostmanRuntime/7.36",
    "Java/17.0.2",
    "okhttp/4.12",
    "Go-http-client/2.0",
    "curl/8.9",
    "python-requests/2.32",
]


@pytest.mark.parametrize("agent", PEOPLE)
def test_the_browsers_of_telephones_computers_and_apps_are_peoples(agent: str) -> None:
    assert is_person(agent)


@pytest.mark.parametrize("agent", NOBODY)
def test_previews_crawlers_scanners_and_scripts_are_nobodys(agent: str) -> None:
    assert not is_person(agent)


LOOKS = [
    {"User-Agent": "WhatsApp/2.25.1 A"},
    {"User-Agent": "Mozilla/5.0 (compatible; Google-InspectionTool/1.0;)"},
    {"User-Agent": ""},
    PHONE | {"Sec-Fetch-Mode": "no-cors"},
    PHONE | {"Sec-Purpose": "prefetch;prerender"},
    PHONE | {"Purpose": "prefetch"},
]


@pytest.mark.parametrize("headers", LOOKS)
async def test_who_only_looks_at_a_link_is_led_on_and_neither_counted_nor_given_stock(
    doors: httpx.AsyncClient, shop: ShopUnderTest, headers: dict[str, str]
) -> None:
    order = await shop.order([("MUG", 4)])
    await give_link(shop, order)
    move_by(minutes=31)
    await shop.job("orders.lapse_hold", order_id=order.id)
    answer = await doors.get(f"/pay/{order.pay_token}", headers=headers)
    assert answer.status_code == 302
    assert (await shop.fresh(order)).clicks == 0
    assert (await shop.stock_of("MUG"))[1] == 0


@pytest.mark.parametrize(
    "headers", [PHONE, PHONE | {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}]
)
async def test_a_person_who_opens_it_is_counted_and_given_stock(
    doors: httpx.AsyncClient, shop: ShopUnderTest, headers: dict[str, str]
) -> None:
    order = await shop.order([("MUG", 4)])
    await give_link(shop, order)
    move_by(minutes=31)
    await shop.job("orders.lapse_hold", order_id=order.id)
    await doors.get(f"/pay/{order.pay_token}", headers=headers)
    assert (await shop.fresh(order)).clicks == 1
    assert (await shop.stock_of("MUG"))[1] == 4
