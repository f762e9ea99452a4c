// Accessibility by axe-core, for every page as it stands on the screen.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

// What axe finds on the page: WCAG 2.2 A and AA, and its best practices. Rules narrows it to some. Colours on their way from
// one look to the other are neither's: they arrive first.
export async function barriers(page, rules = null) {
  await page.evaluate(() => Promise.allSettled(document.getAnimations().filter((a) => a instanceof CSSTransition).map((a) => a.finished)))
  await page.evaluate(source) // by the debugger, for which the page's policy on scripts does not count
  const found = await page.evaluate((rules) => window.axe.run(document, {
    resultTypes: ['violations'],
    ...(rules ? { runOnly: { type: 'rule', values: rules } } : { rules: { 'target-size': { enabled: true } } }),
  }).then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} (${failureSummary.split('\n').at(-1).trim()})`))), rules)
  return found
}

// What a page is made of, without its words: pages that are made alike need to be looked at once.
export const make = (page) => page.evaluate(() => [document.body.dataset.page, ...new Set([...document.body.querySelectorAll('*')]
  .map((e) => `${e.tagName}.${e.getAttribute('class') ?? ''}.${e.getAttribute('role') ?? ''}.${e.getAttribute('type') ?? ''}`))].join(' '))
