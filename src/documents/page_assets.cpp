#include "page_assets.hpp"

namespace chuhai::documents {

std::string_view screening_style() {
  return R"css(
:root{--ink:#1c2126;--paper:#f7f7f4;--surface:#fff;--line:#dcdfe2;--steel:#5b6670;--blue:#0b5cad;
--ok:#1a7f4b;--okbg:#ddf0e5;--cond:#8a5a12;--condbg:#fbefd5;--no:#b42318;--nobg:#fbe2df;--unk:#4b5563;--unkbg:#e5e7eb}
@media (prefers-color-scheme:dark){:root{--ink:#e6e9ec;--paper:#14181c;--surface:#1c2126;--line:#343b42;--steel:#a3adb6;--blue:#6db1f5;
--ok:#6fd39e;--okbg:#173a28;--cond:#f0c36d;--condbg:#3d2f12;--no:#ff9d93;--nobg:#45201d;--unk:#b6bec6;--unkbg:#2a3037}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:14px/1.5 system-ui,"Noto Sans SC","PingFang SC","Microsoft YaHei","WenQuanYi Micro Hei",sans-serif;font-variant-numeric:tabular-nums}
.lang-zh .en,.lang-en .zh{display:none}
main{max-width:1400px;margin:0 auto;padding:16px 24px 48px}
header{display:flex;flex-wrap:wrap;gap:8px 24px;align-items:baseline;border-bottom:1px solid var(--line);padding:16px 0}
h1{font-size:20px;font-weight:600;margin:0}h2{font-size:16px;font-weight:600;margin:32px 0 8px}h3{font-size:14px;margin:12px 0 4px}
.meta{color:var(--steel)}
button{font:inherit;color:var(--blue);background:none;border:1px solid var(--line);border-radius:4px;padding:4px 12px;cursor:pointer;min-height:32px}
button:focus-visible,a:focus-visible,td:focus-visible,summary:focus-visible{outline:2px solid var(--blue);outline-offset:-2px}
.tools{margin-left:auto;display:flex;gap:8px}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:8px;margin:16px 0}
.tile{background:var(--surface);border:1px solid var(--line);border-radius:4px;padding:12px 16px}
.tile b{display:block;font-size:24px;font-weight:600}
.wide{overflow-x:auto;background:var(--surface);border:1px solid var(--line);border-radius:4px}
table{border-collapse:collapse;width:100%}
th,td{padding:4px 8px;text-align:left;border-bottom:1px solid var(--line);vertical-align:top}
th{font-weight:600;background:var(--surface);white-space:nowrap}
td.n,th.n{text-align:right}
.heat{width:auto;min-width:50%}.heat a{color:var(--blue);text-decoration:none}.heat a:hover{text-decoration:underline}
.heat th,.heat td{padding:2px 4px;text-align:center;white-space:nowrap}
.heat td.name,.heat th.name{text-align:left;position:sticky;left:0;background:var(--surface);max-width:250px;overflow:hidden;text-overflow:ellipsis}
.heat thead th{position:sticky;top:0;z-index:1}
.heat td[data-v]{cursor:pointer;min-width:30px}
.o0{background:var(--okbg);color:var(--ok)}.o1{background:var(--condbg);color:var(--cond)}
.o2{color:var(--unk);background:repeating-linear-gradient(135deg,var(--unkbg) 0 4px,var(--surface) 4px 6px)}.o3{background:var(--nobg);color:var(--no)}
.tag{display:inline-block;border-radius:4px;padding:0 8px;font-weight:600}
.bar{display:flex;height:14px;min-width:220px;border-radius:2px;overflow:hidden}.bar i{display:block;height:100%}
#panel{position:fixed;right:16px;bottom:16px;width:min(460px,calc(100vw - 32px));max-height:60vh;overflow:auto;background:var(--surface);border:1px solid var(--line);border-radius:4px;box-shadow:0 4px 24px rgba(0,0,0,.18);padding:12px 16px;display:none;z-index:5}
#panel.open{display:block}#panel .close{float:right}
.reason{border-left:3px solid var(--line);padding:2px 0 2px 8px;margin:8px 0}
.reason.decides{border-color:var(--blue)}
.src{color:var(--steel);font-size:12px;overflow-wrap:anywhere}
details{background:var(--surface);border:1px solid var(--line);border-radius:4px;margin:8px 0;padding:8px 16px}
summary{cursor:pointer;font-weight:600}
.facts{display:grid;grid-template-columns:repeat(auto-fill,minmax(200px,1fr));gap:2px 16px;margin:8px 0}
.facts span.k{color:var(--steel)}
ul{margin:4px 0;padding-left:20px}
.bad{color:var(--no)}
footer{margin-top:32px;color:var(--steel);font-size:12px;overflow-wrap:anywhere}
@media (max-width:600px){main{padding:8px 12px 32px}.heat td.name,.heat th.name{max-width:130px}.tools{margin-left:0}}
@media print{body{background:#fff;font-size:10px}.tools,#panel{display:none!important}main{max-width:none;padding:0}.wide{overflow:visible;border:none}
.heat th,.heat td{padding:1px 2px}.heat thead th,.heat td.name,.heat th.name{position:static}details{break-inside:avoid}@page{size:A4 landscape;margin:12mm}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
)css";
}

std::string_view screening_script() {
  return R"js(
(function(){
var root=document.documentElement,panel=document.getElementById('panel'),body=document.getElementById('panel-body');
function lang(l){root.className='lang-'+l;root.lang=l==='zh'?'zh-CN':'en'}
document.getElementById('lang').addEventListener('click',function(){lang(root.className==='lang-zh'?'en':'zh')});
document.getElementById('print').addEventListener('click',function(){window.print()});
if((navigator.language||'').slice(0,2)!=='zh')lang('en');
if(location.hash==='#zh')lang('zh');if(location.hash==='#en')lang('en');
function show(cell){var v=document.getElementById(cell.dataset.v);if(!v)return;body.textContent='';
var h=document.createElement('h3');h.textContent=cell.parentNode.dataset.name+' → '+cell.dataset.c;body.appendChild(h);
body.appendChild(v.content.cloneNode(true));panel.className='open'}
function hide(){panel.className=''}
var pinned=null;
document.querySelectorAll('.heat td[data-v]').forEach(function(cell){
cell.addEventListener('mouseenter',function(){if(!pinned)show(cell)});
cell.addEventListener('mouseleave',function(){if(!pinned)hide()});
cell.addEventListener('focus',function(){show(cell)});
cell.addEventListener('click',function(){pinned=cell;show(cell)});
cell.addEventListener('keydown',function(e){if(e.key==='Enter'||e.key===' '){e.preventDefault();pinned=cell;show(cell)}})});
document.getElementById('close').addEventListener('click',function(){pinned=null;hide()});
document.addEventListener('keydown',function(e){if(e.key==='Escape'){pinned=null;hide()}});
function fill(d){d.querySelectorAll('[data-fill]').forEach(function(p){if(p.firstChild)return;
var v=document.getElementById(p.dataset.fill);if(v)p.appendChild(v.content.cloneNode(true))})}
document.querySelectorAll('details').forEach(function(d){d.addEventListener('toggle',function(){if(d.open)fill(d)})});
if(location.hash.slice(0,2)==='#m'){var d0=document.getElementById(location.hash.slice(1));if(d0)d0.open=true}
document.querySelectorAll('.heat a').forEach(function(a){a.addEventListener('click',function(){
var d=document.getElementById(a.getAttribute('href').slice(1));if(d)d.open=true})});
window.addEventListener('beforeprint',function(){document.querySelectorAll('details').forEach(function(d){fill(d);d.open=true})});
})();
)js";
}

}  // namespace chuhai::documents
