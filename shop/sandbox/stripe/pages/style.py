"""How the buyer's pages look: one style sheet, no outside assets, light and dark."""

STYLE = """
:root{--ink:#1c2430;--soft:#5b6675;--line:#dde2e8;--ground:#f4f6f8;--paper:#fff;--act:#1f5f4a;--on:#fff;
--mark:#e7f2ee;--bad:#a3261b;--badback:#fdeceb;--warn:#fff4d6;--warnink:#6b4e00;color-scheme:light dark}
@media(prefers-color-scheme:dark){:root{--ink:#eef1f4;--soft:#a5b0bd;--line:#38424e;--ground:#14191f;
--paper:#1d242c;--act:#5cc3a0;--on:#0c1713;--mark:#1f352d;--bad:#ffb4ab;--badback:#43211e;--warn:#3b3113;
--warnink:#f3d98a}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);-webkit-text-size-adjust:100%;
font:16px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
main{max-width:30rem;margin:0 auto;padding:16px 16px 32px}
header{display:flex;align-items:center;gap:12px;justify-content:space-between;margin:4px 0 14px}
.shop{display:flex;align-items:center;gap:10px;font-weight:650;min-width:0;overflow-wrap:anywhere}
.sign{flex:none;width:36px;height:36px;border-radius:10px;background:var(--act);color:var(--on);display:grid;
place-items:center;font-weight:700}
.badge{flex:none;font-size:12px;font-weight:650;padding:3px 9px;border-radius:99px;background:var(--warn);
color:var(--warnink)}
.card{background:var(--paper);border:1px solid var(--line);border-radius:14px;padding:16px;margin:0 0 14px}
h1{font-size:1.35rem;line-height:1.25;margin:0 0 4px}
h2,legend{font-size:1rem;font-weight:650;margin:0 0 8px;padding:0}
.sum{font-size:2rem;font-weight:700;letter-spacing:-.02em;margin:0 0 12px}
ul{list-style:none;margin:0;padding:0}
.lines li,.total{display:flex;gap:12px;justify-content:space-between;padding:7px 0}
.lines span:first-child{min-width:0;overflow-wrap:anywhere}
.lines small{color:var(--soft);white-space:nowrap}
.money{white-space:nowrap;font-variant-numeric:tabular-nums}
.total{border-top:1px solid var(--line);margin-top:6px;padding-top:11px;font-weight:700}
fieldset{border:0;margin:0 0 18px;padding:0;min-width:0}
label{display:block}
.field{margin:0 0 10px}
.field>label{font-size:.875rem;color:var(--soft);margin-bottom:3px}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:10px}
input[type=text],input[type=email],input[type=tel],select{width:100%;font:inherit;color:inherit;
background:var(--paper);border:1px solid var(--line);border-radius:9px;padding:11px 12px;min-height:46px}
.choice{display:flex;align-items:center;gap:12px;border:1px solid var(--line);border-radius:10px;
padding:10px 12px;margin:0 0 8px;min-height:48px;cursor:pointer}
.choice:has(input:checked){border-color:var(--act);background:var(--mark);box-shadow:0 0 0 1px var(--act)}
button.choice{background:var(--paper);color:var(--ink);font-weight:400;text-align:left}
.choice[aria-pressed=true]{border-color:var(--act);background:var(--mark);box-shadow:0 0 0 1px var(--act)}
.choice input{flex:none;width:20px;height:20px;margin:0;accent-color:var(--act)}
.choice .what{min-width:0;flex:1}
.choice b{display:block;font-weight:600}
.choice small{color:var(--soft);font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
button,.button{display:block;width:100%;font:inherit;font-weight:650;text-align:center;text-decoration:none;
border:0;border-radius:11px;padding:13px 16px;min-height:50px;background:var(--act);color:var(--on);
cursor:pointer}
.second{background:transparent;color:var(--ink);border:1px solid var(--line)}
.quiet{display:block;text-align:center;color:var(--soft);padding:14px;margin-top:4px}
:focus-visible{outline:3px solid var(--act);outline-offset:2px}
.error{background:var(--badback);color:var(--bad);border-radius:10px;padding:12px 14px;margin:0 0 14px;
font-weight:600}
.state{text-align:center;padding:28px 18px}
.state svg{width:56px;height:56px;margin-bottom:10px}
.state p{color:var(--soft);margin:6px 0 0;overflow-wrap:anywhere}
.stack{display:grid;gap:10px;margin-top:20px}
.foot{color:var(--soft);font-size:.8125rem;text-align:center;margin:10px 0 0}
"""
