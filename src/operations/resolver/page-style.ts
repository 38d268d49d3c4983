/**
 * The style of the page for customers, whole: it is one answer, so that a phone in a cellar needs no second one. Colours
 * are those of the screens (web/src/design/tokens.css), light or dark as the phone has it.
 */
export const pageStyle = `
:root{color-scheme:light dark;--ground:#f4f6f8;--panel:#fff;--ink:#16202a;--soft:#4d5a67;--line:#d3dae1;--link:#0b5cad;
--rail:#12334a;--good:#146c43;--goodground:#e3f3ea;--ask:#7a4b00;--askground:#fff3d6;--bad:#b3261e;--button:#0b5cad}
@media(prefers-color-scheme:dark){:root{--ground:#11161b;--panel:#1a2129;--ink:#e8edf2;--soft:#a7b4c0;--line:#36424e;
--link:#7cc0ff;--rail:#0c2233;--good:#7fd8a8;--goodground:#12301f;--ask:#ffd479;--askground:#33270a;--bad:#c2362d;--button:#1f66ad}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:17px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
header{background:var(--rail);color:#fff;padding:.9rem 0;font-weight:600;letter-spacing:.01em}
header span{display:block;max-width:34rem;margin:0 auto;padding:0 1rem}
main{max-width:34rem;margin:0 auto;padding:1rem 1rem 1.5rem;display:grid;gap:1rem}
section{background:var(--panel);border:1px solid var(--line);border-radius:14px;padding:1.1rem}
h1{font-size:1.45rem;line-height:1.25;margin:0}
h2{font-size:1.1rem;line-height:1.35;margin:0 0 .4rem}
p{margin:0 0 .6rem}p:last-child{margin-bottom:0}
.soft{color:var(--soft);font-size:.94rem}
.picture{display:block;width:100%;height:13rem;object-fit:contain;margin:0 0 1rem;border-radius:10px}
dl{margin:.8rem 0 0;display:grid;gap:.5rem}
dt{color:var(--soft);font-size:.85rem}dd{margin:0}
.number{font:600 1.05rem/1.4 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}
.verdict{display:grid;grid-template-columns:auto 1fr;gap:.2rem .9rem;align-items:start}
.verdict svg{width:2.6rem;height:2.6rem;grid-row:span 3}
.verdict h2{font-size:1.35rem;margin:.3rem 0 0}
.genuine{background:var(--goodground);border-color:var(--good)}.genuine h2,.genuine svg{color:var(--good)}
.ask{background:var(--askground);border-color:var(--ask)}.ask h2,.ask svg{color:var(--ask)}
.recall{background:var(--bad);border-color:var(--bad);color:#fff}.recall a{color:#fff;font-weight:600}
.note{border-left:5px solid var(--ask)}
form{display:grid;gap:1rem;margin-top:1rem}
label{display:grid;gap:.25rem;font-weight:600}label .soft{font-weight:400}
input{font:inherit;min-height:48px;padding:.5rem .8rem;border:1px solid var(--soft);border-radius:10px;background:var(--panel);
color:var(--ink);width:100%}
button{font:inherit;font-weight:600;min-height:50px;border:0;border-radius:10px;background:var(--button);color:#fff;cursor:pointer}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
ul{list-style:none;margin:0;padding:0}
.links{margin-bottom:-.5rem}
.links li+li{border-top:1px solid var(--line)}
.links a{display:flex;justify-content:space-between;gap:1rem;align-items:center;min-height:48px;padding:.4rem 0;text-decoration:none}
.links a::after{content:"\\203A" / "";font-size:1.3rem}
.terms li+li{margin-top:.6rem}
a{color:var(--link)}
footer{color:var(--soft);font-size:.9rem;text-align:center;display:grid;gap:.4rem;max-width:34rem;margin:0 auto;padding:0 1.5rem 2rem}
nav{display:flex;justify-content:center;gap:.3rem;flex-wrap:wrap}
nav a,nav span{display:inline-flex;align-items:center;min-height:44px;padding:0 .7rem}
nav span{font-weight:600;color:var(--ink)}
`;
