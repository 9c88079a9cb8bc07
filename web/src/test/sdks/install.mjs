// Installs the SDKs that the tests send with next to this file, once.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
if (process.argv[2] === 'skip=true') {
  process.exit(0);
}
const wanted = createHash('sha256').update(readFileSync(join(here, 'package-lock.json'))).digest('hex');
const stamp = join(here, 'node_modules', '.onelift-installed');
if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) {
  process.exit(0);
}
console.log('Installing the SDKs that the tests send with (about 90 MB on disk) …');
const npm = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
  cwd: here,
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
if (npm.status !== 0) {
  console.error('npm could not install the SDKs. Check that npm reaches its registry, then run the build again, or leave the tests out by -DskipTests.');
  process.exit(1);
}
writeFileSync(stamp, wanted);
