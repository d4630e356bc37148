// Names that Grafana 10.4 and 13.2 both have: for the rules as lists, for the types as unions.
//   node names.mjs DATA_OLD DATA_NEW SDK RESOURCES NAMES_TS PANEL_TYPES...
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [oldData, newData, sdk, resources, namesTs, ...panelTypes] = process.argv.slice(2);

const files = (folder, end) => readdirSync(folder).flatMap((name) => {
  const path = join(folder, name);
  return statSync(path).isDirectory() ? files(path, end) : name.endsWith(end) ? [path] : [];
});
const text = (folder, end) => files(folder, end).map((file) => readFileSync(file, 'utf8')).join('\n');
const values = (types, name) => {
  const body = types.match(new RegExp(`enum ${name} \\{([^}]*)\\}`));
  if (!body) throw new Error(`no enum ${name}`);
  return [...body[1].matchAll(/= "([^"]+)"/g)].map((match) => match[1]);
};
const both = (name) => {
  const known = values(text(join(oldData, 'dist'), '.d.ts'), name);
  return values(text(join(newData, 'dist'), '.d.ts'), name).filter((value) => known.includes(value));
};
const oldCode = text(join(oldData, 'dist'), '.js');
const units = [...new Set([...readFileSync(join(sdk, 'dist/units/types.gen.d.ts'), 'utf8')
  .matchAll(/const \w+ = "([^"]+)"/g)].map((match) => match[1]))]
  .filter((unit) => oldCode.includes(`id: "${unit}"`) || oldCode.includes(`id: '${unit}'`) || oldCode.includes(`id:"${unit}"`));

const names = {
  units: ['Unit', units],
  reducers: ['Reducer', both('ReducerID')],
  transformations: ['Transformation', both('DataTransformerID')],
  matchers: ['Matcher', both('FieldMatcherID')],
  'panel-types': [null, panelTypes],
};
for (const [file, [, list]] of Object.entries(names)) {
  if (list.length === 0) throw new Error(`no ${file}`);
  writeFileSync(join(resources, `${file}.txt`),
    `# Of Grafana's own types (Apache-2.0); written by scripts/grafana-schemas/refresh.\n${[...list].sort().join('\n')}\n`);
}
writeFileSync(namesTs, Object.values(names).filter(([type]) => type)
  .map(([type, list]) => `export type ${type} = ${list.map((name) => JSON.stringify(name)).join(' | ')};\n`).join(''));
