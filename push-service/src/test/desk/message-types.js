/** Generates the types of the desk's messages from the JSON Schemas of the events. */

import { mkdir, writeFile } from 'node:fs/promises';
import { compileFromFile } from 'json-schema-to-typescript';

const schemas = new URL('../../../../assist-events/src/main/resources/schemas/', import.meta.url);
const folder = new URL('../../../node_modules/.desk-types/', import.meta.url);
const events = [
  'suggestions',
  'transcript.segment',
  'customer.profile',
  'crm.outcome',
  'call.brief',
];

await mkdir(folder, { recursive: true });
for (const event of events) {
  const file = new URL(`${event}.json`, schemas);
  const types = await compileFromFile(file.pathname, { additionalProperties: false });
  await writeFile(new URL(`${event}.d.ts`, folder), types);
}
const exports = events.map((event) => `export * from './${event}';\n`);
await writeFile(new URL('index.d.ts', folder), exports.join(''));
