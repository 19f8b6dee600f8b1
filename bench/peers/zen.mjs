// GoRules Zen, in process: the table is read once, each case is one awaited call.
import { ZenEngine } from '@gorules/zen-engine';

const decisionOf = ({ zen }) => new ZenEngine().createDecision(zen);

async function decide(decision, facts) {
  try {
    return (await decision.evaluate(facts)).result.outcome ?? null;
  } catch {
    return undefined;
  }
}

/** One call after another. */
export async function zenOneByOne(tables) {
  const decision = decisionOf(tables);
  return async (cases) => {
    const answers = [];
    for (const facts of cases) answers.push(await decide(decision, facts));
    return answers;
  };
}

/** 64 calls at a time, which uses the library's own threads. */
export async function zenInFlight(tables) {
  const decision = decisionOf(tables);
  return async (cases) => {
    const answers = [];
    for (let at = 0; at < cases.length; at += 64) {
      const some = cases.slice(at, at + 64).map((facts) => decide(decision, facts));
      answers.push(...(await Promise.all(some)));
    }
    return answers;
  };
}
