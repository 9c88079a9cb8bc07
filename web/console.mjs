// Builds or checks the console in ui/, doing nothing when nothing changed since it last succeeded.
// Usage: node console.mjs build|check [skip=true]
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const ui = join(here, 'ui');
const target = join(here, 'target');
const output = join(target, 'classes', 'console');
const task = process.argv[2];

if (!['build', 'check'].includes(task)) {
  console.error('Usage: node console.mjs build|check');
  process.exit(2);
}
if (process.argv[3] === 'skip=true') {
  process.exit(0);
}
if (!existsSync(join(ui, 'package.json'))) {
  console.error(`There is no console in ${ui}; build without it by -Dconsole.skip`);
  process.exit(1);
}

const files = (folder) =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !['node_modules', 'dist', 'coverage'].includes(entry.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? files(path) : [path];
    });

const digest = (paths) => {
  const hash = createHash('sha256').update(process.version);
  for (const path of paths) {
    hash.update(relative(ui, path)).update('\0').update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex');
};

// A stamp holds the digest of the inputs that a step last succeeded on.
const fresh = (stamp, value) => existsSync(stamp) && readFileSync(stamp, 'utf8') === value;
const keep = (stamp, value) => {
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, value);
};

const npm = (...args) => {
  const run = spawnSync('npm', args, { cwd: ui, stdio: 'inherit' });
  if (run.status !== 0) {
    console.error(`The console's "npm ${args.join(' ')}" failed in ${ui}; its output above says why.`);
    process.exit(1);
  }
};

const locks = [join(ui, 'package.json'), join(ui, 'package-lock.json')].filter(existsSync);
const installed = join(ui, 'node_modules', '.onelift-installed');
if (!fresh(installed, digest(locks))) {
  npm(existsSync(join(ui, 'package-lock.json')) ? 'ci' : 'install', '--no-audit', '--no-fund');
  keep(installed, digest(locks));
}

const sources = digest(files(ui));
const stamp = join(target, `console.${task}`);
if (fresh(stamp, sources) && (task === 'check' || existsSync(join(output, 'index.html')))) {
  console.log(`The console is unchanged since its last ${task}.`);
} else if (task === 'build') {
  npm('run', 'build', '--', '--outDir', output, '--emptyOutDir');
  keep(stamp, sources);
} else {
  npm('run', 'check');
  keep(stamp, sources);
}
