// The other side of bench/rules_bench.cpp: reads one command a line, does it, answers with one line.
//   load FOLDER NAME                        reads tables and cases that the benchmark wrote
//   run PEER FROM COUNT                     decides cases FROM .. FROM + COUNT - 1
//   fleet SETUP QUERY PACKS THREADS         fills a database's table and keeps a query
//   verdicts QUERY FILE                     writes what a query gives
//   judge FORM                              runs the query, whose answer is a table or sums
// Answer of run and judge: processor seconds (all threads), seconds on the clock; of run a digit for each case:
// the outcome's number, 4 for a null answer, 5 for an error that was raised.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { loadFleet, verdictForms, writeVerdicts } from './duckdb.mjs';
import { feelin } from './feelin.mjs';
import { jsonRules, jsonRulesByPriority } from './json_rules.mjs';
import { zenInFlight, zenOneByOne } from './zen.mjs';

const OUTCOMES = ['refused', 'permit', 'inspection', 'allowed'];
const makers = {
  zen: zenOneByOne,
  'zen-64': zenInFlight,
  'json-rules-engine': jsonRules,
  'json-rules-engine-priority': jsonRulesByPriority,
  feelin,
};

let tables = null;
let cases = [];
let prepared = new Map();

const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));

function load(folder, name) {
  tables = {
    zen: readFileSync(`${folder}/${name}.jdm.json`),
    jsonRules: readJson(`${folder}/${name}.rules.json`),
    feel: readJson(`${folder}/${name}.feel.json`),
  };
  cases = readJson(`${folder}/${name}.cases.json`);
  prepared = new Map();
  return `loaded ${cases.length}`;
}

const digit = (answer) => {
  if (answer === undefined) return '5';
  const at = OUTCOMES.indexOf(answer);
  return at < 0 ? '4' : String(at);
};

/** Processor and clock seconds of a piece of work, and what it gave. */
async function measured(work) {
  const cpu = process.cpuUsage();
  const begin = process.hrtime.bigint();
  const result = await work();
  const wallS = Number(process.hrtime.bigint() - begin) / 1e9;
  const used = process.cpuUsage(cpu);
  return { result, wallS, cpuS: (used.user + used.system) / 1e6 };
}

async function run(peer, from, count) {
  if (!prepared.has(peer)) prepared.set(peer, await makers[peer](tables));
  const decideAll = prepared.get(peer);
  const some = cases.slice(from, from + count);
  if (globalThis.gc) globalThis.gc();
  const { result, wallS, cpuS } = await measured(() => decideAll(some));
  return `${cpuS} ${wallS} ${result.map(digit).join('')}`;
}

async function answer(line) {
  const [command, ...rest] = line.split(' ');
  if (command === 'load') return load(rest[0], rest[1]);
  if (command === 'run') return run(rest[0], Number(rest[1]), Number(rest[2]));
  if (command === 'fleet') return loadFleet(...rest);
  if (command === 'verdicts') return writeVerdicts(...rest);
  if (command === 'judge') {
    const { wallS, cpuS } = await measured(verdictForms[rest[0]]);
    return `${cpuS} ${wallS}`;
  }
  throw new Error(`unknown command ${command}`);
}

for await (const line of createInterface({ input: process.stdin })) {
  try {
    console.log(await answer(line));
  } catch (failure) {
    console.log(`error ${String(failure.stack).replaceAll('\n', ' | ')}`);
  }
}
process.exit(0);
