// Installs the ClickHouse engine library of this platform next to this file, once.
// The library is one npm package per platform, so the name is chosen here and the version stands in package.json.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const version = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8')).config.engine;
const packages = {
  'linux-x64': '@chdb/lib-linux-x64-gnu',
  'linux-arm64': '@chdb/lib-linux-arm64-gnu',
  'darwin-x64': '@chdb/lib-darwin-x64',
  'darwin-arm64': '@chdb/lib-darwin-arm64',
};
const platform = `${process.platform}-${process.arch}`;
const name = packages[platform];
if (!name) {
  console.error(
    `No embedded ClickHouse for ${platform}; it exists for ${Object.keys(packages).join(', ')}. ` +
      'Use one of those, or a ClickHouse server with ./cdp serve --warehouse URL.',
  );
  process.exit(1);
}

const folder = join(here, 'node_modules', name);
const installed = () => {
  try {
    return (
      existsSync(join(folder, 'libchdb.so')) &&
      JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version === version
    );
  } catch {
    return false;
  }
};
if (!installed()) {
  console.log(`Installing the ClickHouse engine ${name}@${version} (about 570 MB on disk) …`);
  rmSync(folder, { recursive: true, force: true });
  const npm = spawnSync(
    'npm',
    ['install', '--no-save', '--no-package-lock', '--no-audit', '--no-fund', '--prefix', here, `${name}@${version}`],
    { cwd: here, stdio: 'inherit', shell: process.platform === 'win32' },
  );
  if (npm.status !== 0 || !installed()) {
    console.error(`npm could not install ${name}@${version}. Check that npm reaches its registry, then run the build again.`);
    process.exit(1);
  }
}
