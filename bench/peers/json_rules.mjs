// json-rules-engine, in process: the rules are added once, each case is one awaited run.
import { Engine } from 'json-rules-engine';

async function decide(engine, facts) {
  try {
    const { events } = await engine.run(facts);
    let first = { type: 'allowed', params: { rule: Infinity } };
    for (const event of events) if (event.params.rule < first.params.rule) first = event;
    return first.type;
  } catch {
    // The run that raised the error goes on in the background and would stop the next one: let it end.
    await new Promise((resolve) => setImmediate(resolve));
    return undefined;
  }
}

function decider(engine) {
  return async (cases) => {
    const answers = [];
    for (const facts of cases) answers.push(await decide(engine, facts));
    return answers;
  };
}

/** All rules of one priority: every one is tried, the first that matches is picked. */
export async function jsonRules({ jsonRules: rules }) {
  return decider(new Engine(rules));
}

/** Each rule its own priority: the engine stops at the first that matches. */
export async function jsonRulesByPriority({ jsonRules: rules }) {
  const engine = new Engine(rules.map((rule, at) => ({ ...rule, priority: rules.length - at })));
  engine.on('success', () => engine.stop());
  return decider(engine);
}
