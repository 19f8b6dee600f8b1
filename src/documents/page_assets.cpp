#include "page_assets.hpp"

namespace chuhai::documents {

std::string_view screening_style() {
  return R"css(
:root{--ink:#1c2126;--paper:#f7f7f4;--surface:#fff;--line:#dcdfe2;--steel:#5b6670;--blue:#0b5cad;
--ok:#14663b;--okbg:#ddf0e5;--cond:#7d5010;--condbg:#fbefd5;--no:#b42318;--nobg:#fbe2df;--unk:#4b5563;--unkbg:#e5e7eb;
--b0:#1a7f4b;--b1:#e0a63a;--b2:#9aa3ad;--b3:#b42318}
@media (prefers-color-scheme:dark){:root{--ink:#e6e9ec;--paper:#14181c;--surface:#1c2126;--line:#343b42;--steel:#a3adb6;--blue:#6db1f5;
--ok:#7fdcab;--okbg:#173a28;--cond:#f0c36d;--condbg:#3a2d13;--no:#ffa79e;--nobg:#4a201d;--unk:#b6bec6;--unkbg:#2a3037;
--b0:#3fae75;--b1:#b98a2e;--b2:#6b7580;--b3:#d2554a}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:14px/1.5 system-ui,"Noto Sans SC","PingFang SC","Microsoft YaHei","WenQuanYi Micro Hei",sans-serif;font-variant-numeric:tabular-nums}
.lang-zh .en,.lang-en .zh,[hidden]{display:none!important}
main{max-width:1400px;margin:0 auto;padding:0 24px 48px}
header{display:flex;flex-wrap:wrap;gap:8px 24px;align-items:baseline;border-bottom:1px solid var(--line);padding:16px 0}
h1{font-size:20px;font-weight:600;margin:0;overflow-wrap:anywhere}h2{font-size:16px;font-weight:600;margin:32px 0 8px}h3{font-size:14px;font-weight:600;margin:16px 0 4px}
.meta,.basis{color:var(--steel)}.basis{margin:8px 0;max-width:120ch}.hint{font-weight:400;color:var(--steel)}
a{color:var(--blue)}
button{font:inherit;color:var(--blue);background:var(--surface);border:1px solid var(--line);border-radius:4px;padding:4px 12px;cursor:pointer;min-height:32px}
:focus-visible{outline:2px solid var(--blue);outline-offset:1px}.heat td:focus-visible,.heat td.on{outline:2px solid var(--blue);outline-offset:-2px}
.tools{margin-left:auto;display:flex;gap:8px}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:8px;margin:16px 0}
.tile{background:var(--surface);border:1px solid var(--line);border-radius:4px;padding:12px 16px}
.tile b{display:block;font-size:24px;font-weight:600;line-height:1.3}
.wide{overflow-x:auto;background:var(--surface);border:1px solid var(--line);border-radius:4px}
.tall{max-height:90vh;overflow:auto}
table{border-collapse:collapse;width:100%}
th,td{padding:4px 8px;text-align:left;border-bottom:1px solid var(--line);vertical-align:top}
tbody tr:last-child>*{border-bottom:0}
th{font-weight:600}thead th{background:var(--surface);vertical-align:bottom}tbody th{font-weight:400}
td.n,th.n{text-align:right}td.nil{color:var(--steel)}
.counts th[scope=row]{white-space:nowrap}.bars{width:30%;min-width:160px}
.bar{display:flex;height:12px;margin-top:5px;border-radius:2px;overflow:hidden}.bar i{display:block;flex-basis:0;min-width:3px;height:100%}
.b0{background:var(--b0)}.b1{background:var(--b1)}.b3{background:var(--b3)}
.b2{background:repeating-linear-gradient(135deg,var(--b2) 0 3px,var(--surface) 3px 6px)}
.legend{display:flex;flex-wrap:wrap;gap:8px;align-items:center;margin:8px 0}
.heat{width:auto;min-width:100%}.heat a{text-decoration:none}.heat a:hover{text-decoration:underline}
.heat th,.heat td{padding:2px 4px;text-align:center;white-space:nowrap}
.heat td[data-v]{border-left:1px solid var(--surface);cursor:pointer;min-width:32px}
.heat .name{text-align:left;position:sticky;left:0;background:var(--surface);max-width:250px;overflow:hidden;text-overflow:ellipsis}
.heat thead th{position:sticky;top:0;z-index:2;border-bottom:1px solid var(--steel)}.heat thead .name{z-index:3}.heat tbody .name{z-index:1}
abbr{text-decoration:none}
.o0{background:var(--okbg);color:var(--ok)}.o1{background:var(--condbg);color:var(--cond)}
.o2{color:var(--unk);background:repeating-linear-gradient(135deg,var(--unkbg) 0 4px,var(--surface) 4px 6px)}.o3{background:var(--nobg);color:var(--no)}
.tag{display:inline-block;border-radius:4px;padding:0 8px;font-weight:600;font-size:14px;white-space:nowrap}
#panel{position:fixed;right:16px;bottom:16px;width:min(480px,calc(100vw - 32px));max-height:60vh;overflow:auto;background:var(--surface);border:1px solid var(--steel);border-radius:4px;box-shadow:0 4px 24px rgba(0,0,0,.2);padding:12px 16px;z-index:5}
#panel.left{right:auto;left:16px}#panel h3{margin:4px 0 8px}#panel .close{float:right;margin-left:8px}
.answer{margin:4px 0}.repeats{display:none}.needs .repeats{display:block}
.reason{border-left:3px solid var(--blue);padding:2px 0 2px 8px;margin:8px 0}
.more .reason{border-color:var(--line)}
.cost{margin:4px 0}.cost th{white-space:normal;min-width:96px}.cost th,.cost td{padding:3px 6px}.cost .n{white-space:nowrap}.cost .sum>*{font-weight:600}#panel h4{font-size:14px;margin:12px 0 4px}
.standing{font-weight:600;color:var(--cond)}.assume{max-width:none}.assume .wide{margin:8px 0;max-height:50vh;overflow:auto}.landed{white-space:nowrap}
.src{color:var(--steel);font-size:12px;overflow-wrap:anywhere}
.card{background:var(--surface);border:1px solid var(--line);border-radius:4px;margin:8px 0;padding:8px 16px}
summary{cursor:pointer}.card>summary{font-weight:600}.more summary,footer summary{color:var(--steel);font-size:12px}
.facts{display:grid;grid-template-columns:repeat(auto-fill,minmax(280px,1fr));gap:0 24px;margin:8px 0}
.facts div{display:flex;gap:8px;justify-content:space-between;border-bottom:1px solid var(--line)}
.facts dt{color:var(--steel)}.facts dd{margin:0;text-align:right;overflow-wrap:anywhere}
.needs th{white-space:nowrap}.needs p{margin:0}.needs td:last-child{width:100%}
ul{margin:4px 0;padding-left:20px}
.bad{color:var(--no)}
footer{margin-top:32px;color:var(--steel);font-size:12px;overflow-wrap:anywhere}
@media (max-width:600px){main{padding:0 12px 32px}.tiles{grid-template-columns:1fr 1fr}.tile{padding:8px 12px}.heat .name{max-width:130px}.tools{margin-left:0}
.bars,.pack{display:none}.counts th,.counts td{padding:4px}.card{padding:8px 12px}.facts{grid-template-columns:1fr}
.cost tr{display:grid;grid-template-columns:1fr auto;border-bottom:1px solid var(--line)}.cost tr>*{border:0}.cost td:last-child{grid-column:1/-1;padding-top:0}
.counts th[scope=row]{white-space:normal}.needs tr>*{display:block;border:0;padding:2px 8px}.needs tr{display:block;border-bottom:1px solid var(--line)}}
)css";
}

std::string_view screening_print_style() {
  return R"css(
@page{size:A4 landscape;margin:10mm}
@media print{:root{--ink:#000;--paper:#fff;--surface:#fff;--line:#c9cdd1;--steel:#444c54;--blue:#0b5cad;--ok:#14663b;--okbg:#ddf0e5;--cond:#7d5010;--condbg:#fbefd5;--no:#b42318;--nobg:#fbe2df;--unk:#4b5563;--unkbg:#e5e7eb;--b0:#1a7f4b;--b1:#e0a63a;--b2:#9aa3ad;--b3:#b42318}
body{font-size:9px;line-height:1.35}.basis{max-width:none}.tools,#panel,.more,.hint,noscript{display:none!important}main{max-width:none;padding:0}
h1{font-size:15px}h2{font-size:12px;margin:10px 0 4px}h3{font-size:10px;margin:6px 0 2px}.tag,.src{font-size:inherit}.tag{padding:0 4px}
header{padding:0 0 4px}.tiles{margin:6px 0;grid-template-columns:repeat(5,1fr)}.tile{padding:3px 8px}.tile b{font-size:14px}
.wide,.tall{overflow:visible;max-height:none;border:none}th,td{padding:1px 6px}.bar{height:8px;margin-top:2px}
h2.map,h2.each{break-before:page}h2,h3{break-after:avoid}tr,.reason,.facts div{break-inside:avoid}
.heat th,.heat td{padding:0 2px;line-height:1.55}.heat td[data-v]{min-width:0}.heat thead th,.heat .name{position:static}.heat .name{max-width:150px}
.card{border:0;border-top:1px solid #000;border-radius:0;padding:4px 0;margin:0 0 8px}.card>summary{font-size:11px;list-style:none;break-after:avoid}
.facts{grid-template-columns:repeat(4,1fr)}.reason{margin:2px 0;padding:0 0 0 6px}.card:not([open]){display:none}a{color:inherit}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
)css";
}

std::string_view screening_script() {
  return R"js(
(function(){
var d=document,root=d.documentElement,panel=d.getElementById('panel'),body=d.getElementById('panel-body'),title=d.getElementById('panel-title');
var heat=d.querySelector('.heat'),heads=heat.tHead.rows[0].cells,pinned=null,first=heat.querySelector('td[data-v]');
function each(list,f){Array.prototype.forEach.call(list,f)}
function isZh(){return root.className==='lang-zh'}
function tpl(id){return d.getElementById(id).content.cloneNode(true)}
function say(e){return(e.querySelector(isZh()?'.zh':'.en')||e).textContent}
function country(c){var a=heads[c.cellIndex].firstChild;return a.dataset[isZh()?'zh':'en']}
function outcome(c){return tpl('o'+c.className.charAt(1))}
function label(){var words=[0,1,2,3].map(function(k){return say(tpl('o'+k).firstChild)});
each(heat.tBodies[0].rows,function(r){var n=say(r.cells[1]);
each(r.cells,function(c){if(!c.dataset.v)return;var t=n+' → '+country(c)+(isZh()?'：':': ')+words[c.className.charAt(1)]+c.textContent.replace(/^./,' ');
c.title=t.trim();c.setAttribute('aria-label',t.trim())})})}
function lang(l){root.className='lang-'+l;root.lang=l==='zh'?'zh-CN':'en';label();if(pinned)show(pinned)}
function verdict(n){var v=tpl('v'+n);each(v.querySelectorAll('.reason'),function(p){p.appendChild(tpl('r'+p.dataset.r));
var s=p.querySelector('.standing');if(p.dataset.s!=='0')s.appendChild(tpl('s'+p.dataset.s));else s.remove()});return v}
function yuan(v,p){return(v/100).toLocaleString('en-US',{minimumFractionDigits:p,maximumFractionDigits:p})}
function cost(c){var t=tpl('c'+c.dataset.c),a=c.dataset.a.split(';'),n=a[0].split(',');
each(t.querySelectorAll('[data-i]'),function(e){var v=n[e.dataset.i];if(v)e.textContent=yuan(v,2);else e.appendChild(tpl('open'))});
each(t.querySelectorAll('[data-y]'),function(e){e.appendChild(tpl('y'+e.dataset.y))});
if(a[1])t.querySelector('tr:last-child td:last-child').appendChild(d.createTextNode(yuan(a[1],2)+' USD, FOB × '+a[2]));return t}
function total(c){var a=c.dataset.a.split(';'),n=a[0].split(','),v=n[n.length-1];return v?d.createTextNode('¥ '+yuan(v,0)+(a[2]?' × '+a[2]:'')):tpl('open')}
function show(c){each(heat.querySelectorAll('.on'),function(o){o.classList.remove('on')});c.classList.add('on');
title.textContent=say(c.parentNode.cells[1])+' → '+country(c);body.textContent='';var p=d.createElement('p');p.appendChild(outcome(c));body.appendChild(p);
body.appendChild(verdict(c.dataset.v));if(c.dataset.c){body.appendChild(tpl('landed'));body.appendChild(cost(c))}panel.className=c.getBoundingClientRect().left>innerWidth/2?'left':'';panel.hidden=false}
function hide(){pinned=null;panel.hidden=true;each(heat.querySelectorAll('.on'),function(o){o.classList.remove('on')})}
function cell(e){return e.target.closest?e.target.closest('td[data-v]'):null}
function enter(c){if(first)first.tabIndex=-1;first=c;c.tabIndex=0}
heat.addEventListener('mouseover',function(e){var c=cell(e);if(c&&!pinned)show(c)});
heat.addEventListener('mouseleave',function(){if(!pinned)hide()});
heat.addEventListener('click',function(e){var c=cell(e);if(c){enter(c);pinned=c;show(c)}
var a=e.target.closest('a');if(a)open(a.getAttribute('href').slice(1))});
heat.addEventListener('focusin',function(e){var c=cell(e);if(c){enter(c);pinned=c;show(c)}});
heat.addEventListener('keydown',function(e){var c=cell(e);if(!c)return;var r=c.parentNode,t=null,i=c.cellIndex;
if(e.key==='ArrowRight')t=c.nextElementSibling;else if(e.key==='ArrowLeft')t=c.previousElementSibling;
else if(e.key==='ArrowDown')t=r.nextElementSibling&&r.nextElementSibling.cells[i];else if(e.key==='ArrowUp')t=r.previousElementSibling&&r.previousElementSibling.cells[i];
else if(e.key==='Home')t=r.querySelector('td[data-v]');else if(e.key==='End')t=r.lastElementChild;else return;
e.preventDefault();if(t&&t.dataset.v){enter(t);t.focus()}});
d.getElementById('close').addEventListener('click',hide);
d.addEventListener('keydown',function(e){if(e.key==='Escape')hide()});
d.getElementById('lang').addEventListener('click',function(){lang(isZh()?'en':'zh')});
d.getElementById('print').addEventListener('click',function(){print()});
function heading(e){var h=d.createElement('h3');h.appendChild(tpl('t'+e.dataset.h));
if(e.dataset.o){h.appendChild(d.createTextNode(' '));h.appendChild(tpl('o'+e.dataset.o))}e.appendChild(h)}
function fill(card){if(card.dataset.full)return;card.dataset.full=1;
each(card.querySelectorAll('[data-t]'),function(e){e.appendChild(tpl('t'+e.dataset.t))});
each(card.querySelectorAll('[data-f]'),function(l){l.dataset.f.split(',').forEach(function(f){var p=f.split('.');if(p.length<2)return;
var w=l.appendChild(d.createElement('div'));w.appendChild(d.createElement('dt')).appendChild(tpl('t'+p[0]));w.appendChild(d.createElement('dd')).appendChild(tpl('t'+p[1]))})});
each(card.querySelectorAll('[data-v]'),function(e){heading(e);e.appendChild(verdict(e.dataset.v))});
each(card.querySelectorAll('[data-cost]'),function(e){var p=e.dataset.cost.split('.');heading(e);
var w=e.appendChild(d.createElement('div'));w.className='wide';w.appendChild(cost(d.getElementById('h'+p[0]).cells[3+ +p[1]]))});
var hasCost=d.querySelector('[data-c]');
each(card.querySelectorAll('[data-row]'),function(e){heading(e);var w=e.appendChild(d.createElement('div')),b=w.appendChild(d.createElement('table'));
w.className='wide';b.className='needs';b=b.createTBody();
each(d.getElementById('h'+e.dataset.row).cells,function(c){if(!c.dataset.v)return;var r=b.insertRow(),h=d.createElement('th'),a=heads[c.cellIndex].firstChild;
h.scope='row';['zh','en'].forEach(function(l){var s=d.createElement('span');s.className=l;s.textContent=a.textContent+' '+a.dataset[l];h.appendChild(s)});r.appendChild(h);
r.insertCell().appendChild(outcome(c));if(hasCost){var m=r.insertCell();m.className='n landed';if(c.dataset.c)m.appendChild(total(c))}r.insertCell().appendChild(tpl('v'+c.dataset.v).querySelector('.answer'))})})}
function open(id){var c=d.getElementById(id);if(c&&c.classList.contains('card')){fill(c);c.open=true;return c}}
each(d.querySelectorAll('.card'),function(c){c.addEventListener('toggle',function(){if(c.open)fill(c)})});
var opened=[];
addEventListener('beforeprint',function(){each(d.querySelectorAll('.assume'),function(a){a.open=true});if(d.querySelector('.card[open]'))return;each(d.querySelectorAll('.card'),function(c){fill(c);c.open=true;opened.push(c)})});
addEventListener('afterprint',function(){opened.forEach(function(c){c.open=false});opened=[]});
lang(location.hash==='#zh'||(location.hash!=='#en'&&(navigator.language||'').slice(0,2)==='zh')?'zh':'en');
if(first)first.tabIndex=0;
if(location.hash.slice(0,2)==='#m'){var c0=open(location.hash.slice(1));if(c0)c0.scrollIntoView()}
})();
)js";
}

}  // namespace chuhai::documents
