"""Texts made to run, to load, to lead astray or to jam the page. Each is an honest message to the server."""

# `PING` is set by whatever runs; `evil.example` is asked by whatever loads.
RUNS = "window.PING=1"
ELSEWHERE = "https://evil.example"

SCRIPTS = (
    f"<script>{RUNS}</script>",
    f"<img src=x onerror='{RUNS}'>",
    f"<svg onload={RUNS}><animate onbegin={RUNS} attributeName=x dur=1s></svg>",
    f"<details open ontoggle={RUNS}>open</details><body onload={RUNS}>",
    f"<iframe srcdoc='<script>parent.{RUNS}</script>'></iframe>",
    f"<math><mtext></table><mglyph><style><img src onerror={RUNS}></style></mglyph></mtext></math>",
    f"<a href=# onclick={RUNS} autofocus onfocus={RUNS} tabindex=1>press</a><input autofocus onfocus={RUNS}>",
    f"`<img src=x onerror={RUNS}>`\n\n```html\n</code></pre><script>{RUNS}</script>\n```",
    f"<!--><script>{RUNS}</script>--><![CDATA[<script>{RUNS}</script>]]>",
    f'[text](https://example.com "onmouseover={RUNS} x")\n\n[t](<https://example.com/"onmouseover="{RUNS}>)',
)
LINKS = (
    f"[press](javascript:{RUNS}) [press](JaVaScRiPt:{RUNS}) [press](java\tscript:{RUNS}) [press](java&#10;script:{RUNS})",
    f"[press](&#106;avascript:{RUNS}) [press](javascript&colon;{RUNS}) [press](\\x01javascript:{RUNS}) [press]( javascript:{RUNS})",
    f"[press](data:text/html,<script>{RUNS}</script>) [press](data:text/html;base64,PHNjcmlwdD53aW5kb3cuUElORz0xPC9zY3JpcHQ+)",
    f"[press](vbscript:{RUNS}) [press](file:///etc/passwd) [press](blob:{ELSEWHERE}/x) [press](filesystem:{ELSEWHERE}/x)",
    f"<javascript:{RUNS}> <data:text/html,{RUNS}> javascript:{RUNS}",
    f"[press][bad]\n\n[bad]: javascript:{RUNS}",
    f"![press](javascript:{RUNS}) [![press](data:image/svg+xml,<svg onload={RUNS}>)](javascript:{RUNS})",
    "[@Somebody](parley:account/../../settings) [@x](parley:javascript/1) [x](parley:account/<script>)",
)
LOADS = (
    f"![pixel]({ELSEWHERE}/pixel.png) ![pixel](//evil.example/pixel.png)",
    f"[![pixel]({ELSEWHERE}/pixel.png)]({ELSEWHERE}/page)",
    f"<img src={ELSEWHERE}/a.png srcset='{ELSEWHERE}/b.png 2x'><video src={ELSEWHERE}/v poster={ELSEWHERE}/p autoplay></video>",
    f"<link rel=stylesheet href={ELSEWHERE}/s.css><link rel=prefetch href={ELSEWHERE}/f><style>@import '{ELSEWHERE}/i.css';</style>",
    f'<div style="background:url({ELSEWHERE}/b.png)">styled</div><object data={ELSEWHERE}/o></object><embed src={ELSEWHERE}/e>',
    f"<meta http-equiv=refresh content='0;url={ELSEWHERE}/'><base href={ELSEWHERE}/><form action={ELSEWHERE}/><button>go</button></form>",
    f"![ref][pic]\n\n[pic]: {ELSEWHERE}/ref.png",
)
DIRECTIONS = (
    "invoice\u202egpj.exe and \u2066isolated without an end",
    "\u202e\u202d\u202b\u202a\u2067 steering never closed",
    "שלום, this paragraph begins from the right\n\nand this one from the left",
    "Z\u0335\u0321\u0322\u0327\u0328\u0334\u0335\u0336\u034f" * 40,
)
# As long as a message may be, and as deep as the syntax allows.
LONGEST = 10_240
BOMBS = (
    ">" * LONGEST,
    "[" * LONGEST,
    "![" * (LONGEST // 2),
    "*a_ " * (LONGEST // 4),
    "**a *b " * (LONGEST // 7),
    "`" * LONGEST,
    "- " * (LONGEST // 2),
    "\n".join(f"{'  ' * depth}- {depth}" for depth in range(95)),
    ("[a](" * LONGEST)[:LONGEST],
    ("<" * LONGEST)[:LONGEST],
    ("&#x26;" * LONGEST)[:LONGEST],
    ("| a " * 500 + "\n")[:LONGEST],
    "https://example.com/" + "a" * (LONGEST - 20),
    "W" * LONGEST,
    ("[@Mallory](parley:account/00000000-0000-7000-8000-000000000000) " * LONGEST)[:LONGEST],
    ("1. a\n" * LONGEST)[:LONGEST],
    ("Z\u0335\u0321\u0322\u0327\u0328\u0334" * LONGEST)[:LONGEST],
)
NAMES = (
    f"<img src=x onerror={RUNS}> Mallory",
    "[Mallory](javascript:window.PING=1) **bold**",
    "M" * 80,
)
