// feelin, in process. It has no way to keep a parsed expression: each test is parsed on each call. One filter
// over the whole table, parsed once for a case, was tried and takes four times as long, because the library
// copies all its data on each call.
import { unaryTest } from 'feelin';

/** Rule after rule, test after test, until a rule matches; a test that fails ends its rule. */
export async function feelin({ feel }) {
  const rules = feel.cells.map((cells) =>
    cells.map((text, at) => [feel.inputs[at], text]).filter(([, text]) => text !== '-'));
  const decide = (facts) => {
    const passes = ([name, text]) => unaryTest(text, { '?': facts[name] ?? null }).value === true;
    return feel.outcomes[rules.findIndex((tests) => tests.every(passes))];
  };
  return async (cases) =>
    cases.map((facts) => {
      try {
        return decide(facts);
      } catch {
        return undefined;
      }
    });
}
