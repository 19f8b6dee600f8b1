// DuckDB, in process: a table in memory, and one query that gives every pack's verdict on each row.
import { DuckDBInstance } from '@duckdb/node-api';
import { readFileSync, writeFileSync } from 'node:fs';

let connection = null;
let query = '';
let packs = 0;

/** Fills the table by the statements of SETUP and keeps the query of QUERY. */
export async function loadFleet(setup, queryFile, columns, threads) {
  const instance = await DuckDBInstance.create(':memory:', { threads });
  connection = await instance.connect();
  await connection.run(readFileSync(setup, 'utf8'));
  query = readFileSync(queryFile, 'utf8');
  packs = Number(columns);
  return 'loaded';
}

/** Writes the outcomes that a query gives in the rows' order, a byte a row, pack after pack. */
export async function writeVerdicts(queryFile, file) {
  const result = await connection.run(readFileSync(queryFile, 'utf8'));
  const columns = Array.from({ length: packs }, () => []);
  for (const chunk of await result.fetchAllChunks()) {
    for (let pack = 0; pack < packs; pack += 1) {
      const vector = chunk.getColumnVector(pack);
      columns[pack].push(Buffer.from(vector.items.slice(0, chunk.rowCount)));
    }
  }
  writeFileSync(file, Buffer.concat(columns.flat()));
  return `wrote ${packs}`;
}

/** The whole answer kept as a table in memory, or only added up. */
export const verdictForms = {
  table: () => connection.run(`CREATE OR REPLACE TEMP TABLE verdicts AS ${query}`),
  sums: () => {
    const sums = Array.from({ length: packs }, (_, pack) => `sum(o${pack})`);
    return connection.run(`SELECT ${sums.join(', ')} FROM (${query})`);
  },
};
