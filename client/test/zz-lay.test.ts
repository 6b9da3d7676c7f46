import { it } from 'vitest';
import { writeFileSync } from 'node:fs';
import youssef from '/tmp/wt/map/client/test/fixtures/picture.youssef.json';
import { graphOf } from '/tmp/wt/map/client/src/views/drawings/map/graph';
import { EVERYTHING, pick } from '/tmp/wt/map/client/src/views/drawings/map/pick';
import { boxOf, } from '/tmp/wt/map/client/src/views/drawings/map/boxes';
import { layout, boxAround } from '/tmp/wt/map/client/src/views/drawings/map/layout';
import { drawAll } from '/tmp/wt/map/client/src/views/drawings/map/lines';
it('x', () => {
  const g = graphOf(youssef as any);
  console.log(g.things.map(t=>[t.rank,t.id,t.words].join(' ')).join('\n'));
  for (const page of [0, null]) {
  const p = pick(g, {...EVERYTHING, page});
  const sizes = new Map(p.things.map(t=>[t.id, boxOf(t, x=>x)]));
  let t0=performance.now();
  const at = layout(p.things.map(t=>({id:t.id,...sizes.get(t.id)!,helps:t.helps,begins:t.roles.includes('origin')})), p.links.map(l=>({from:l.from,to:l.to,leads:l.kind!=='linked'})), new Map());
  let t1=performance.now();
  const boxes=new Map(p.things.map(t=>[t.id,boxAround(sizes.get(t.id)!,at.get(t.id)!)]));
  const d=drawAll(p.links.map(l=>({id:l.id,from:l.from,to:l.to,words:['houdt in','stand'],thick:(l.strength??1)*2})),boxes);
  console.log(p.things.length,p.links.length,p.fitting,p.pages,'layout',t1-t0,'lines',performance.now()-t1);
  let s='';
  for(const t of p.things){const b=boxes.get(t.id)!; s+=`<rect x="${b.x}" y="${b.y}" width="${b.width}" height="${b.height}" rx="${t.helps?40:12}" fill="white" stroke="black"/>`; for(const l of sizes.get(t.id)!.lines) s+=`<text x="${b.x+16}" y="${b.y+l.y}" font-family="Liberation Sans" font-size="${l.sort==='title'?20:16}" font-weight="${l.sort==='title'?600:400}">${l.text}</text>`}
  for(const l of d.values()){s+=`<path d="${l.path}" fill="none" stroke="teal" stroke-width="3"/><circle cx="${l.tip.x}" cy="${l.tip.y}" r="6"/><rect x="${l.label.x}" y="${l.label.y}" width="${l.label.width}" height="${l.label.height}" fill="#eee"/>`}
  const bs=[...boxes.values()];const x0=Math.min(...bs.map(b=>b.x))-60,y0=Math.min(...bs.map(b=>b.y))-60,x1=Math.max(...bs.map(b=>b.x+b.width))+60,y1=Math.max(...bs.map(b=>b.y+b.height))+60;
  writeFileSync(`/tmp/lay-${page}.svg`,`<svg xmlns="http://www.w3.org/2000/svg" viewBox="${x0} ${y0} ${x1-x0} ${y1-y0}" width="1600">${s}</svg>`);
  console.log('extent',x1-x0,y1-y0)
  }
});
