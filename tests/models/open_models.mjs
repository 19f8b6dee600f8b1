// Opens every .dmn file given in dmn-js, in a real browser, and every view it offers (diagram, decision table,
// literal expression). Prints one line a file that does not open cleanly; exit code 1 when there is one.
//   node open_models.mjs FILE.dmn...
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { chromium } from 'playwright-core';

const files = process.argv.slice(2);
if (files.length === 0) {
  console.error('open_models: no model given');
  process.exit(2);
}

/// Runs in the page: opens one model and all its views; returns what went wrong.
async function openInPage(xml) {
  const container = document.createElement('div');
  container.style.height = '800px';
  document.body.append(container);
  const modeler = new window.DmnJS({ container });
  const problems = [];
  let views = 0;
  let shapes = 0;
  let elements = 0;
  try {
    const { warnings } = await modeler.importXML(xml);
    problems.push(...warnings.map((warning) => warning.message));
    // Importing opens the first view, the diagram when there is one; opening it again would import it twice.
    const first = modeler.getActiveView();
    shapes = container.querySelectorAll('.djs-shape').length;
    views = modeler.getViews().length;
    elements = (modeler.getDefinitions().drgElement ?? []).length;
    for (const view of modeler.getViews()) {
      if (view.id === first.id && view.type === first.type) continue;
      const opened = await modeler.open(view);
      problems.push(...opened.warnings.map((warning) => `${view.type} ${view.id}: ${warning.message}`));
    }
    const { xml: written } = await modeler.saveXML();
    if (!written.includes('<definitions') && !written.includes(':definitions')) problems.push('saves no model');
  } catch (error) {
    problems.push(error.message);
  } finally {
    modeler.destroy();
    container.remove();
  }
  return { problems, views, shapes, elements };
}

const require = createRequire(import.meta.url);
const bundle = path.join(path.dirname(require.resolve('dmn-js/package.json')), 'dist', 'dmn-modeler.production.min.js');
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});
let broken = 0;
let views = 0;
try {
  const page = await browser.newPage();
  await page.addScriptTag({ path: bundle });
  for (const file of files) {
    const result = await page.evaluate(openInPage, await readFile(file, 'utf8'));
    views += result.views;
    if (result.shapes < result.elements) {
      result.problems.push(`draws ${result.shapes} of ${result.elements} elements: its diagram is not complete`);
    }
    if (result.problems.length > 0) {
      broken += 1;
      console.error(`${file}: does not open cleanly in dmn-js:\n  ${[...new Set(result.problems)].join('\n  ')}`);
    }
  }
} finally {
  await browser.close();
}
console.log(`${files.length} models, ${views} views opened in dmn-js, ${broken} with problems`);
process.exitCode = broken === 0 ? 0 : 1;
