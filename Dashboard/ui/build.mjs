// Builds the pages into the folder given as the first argument: installs packages when the lock file is newer than what
// is installed, checks types, bundles, and swaps the result in. Runs one at a time: the lock is a folder, because making
// one is atomic everywhere, and a lock whose owner is gone is taken over.
import { execSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const output = process.argv[2]
if (!output) {
  console.error('Usage: node build.mjs <output folder>')
  process.exit(2)
}

const lock = `${output}.lock`
mkdirSync(dirname(output), { recursive: true })
const started = Date.now()
await takeLock()
try {
  build()
} catch (fault) {
  console.error(fault.stdout?.toString() || fault.message)
  process.exitCode = 1
} finally {
  rmSync(lock, { recursive: true, force: true })
}

function build() {
  const index = join(output, 'index.html')
  if (existsSync(index) && statSync(index).mtimeMs > started) {
    return // another build did it while this one waited
  }

  const installed = 'node_modules/.package-lock.json'
  if (!existsSync(installed) || statSync(installed).mtimeMs < statSync('package-lock.json').mtimeMs) {
    run('npm ci --no-audit --no-fund')
    utimesSync(installed, new Date(), new Date())
  }

  const fresh = `${output}.new`
  run('npx --no-install vue-tsc --noEmit')
  run(`npx --no-install vite build --logLevel warn --emptyOutDir --outDir "${fresh}"`)
  rmSync(output, { recursive: true, force: true })
  renameSync(fresh, output)
}

function run(command) {
  execSync(command, { stdio: 'pipe' })
}

async function takeLock() {
  for (;;) {
    try {
      mkdirSync(lock)
      writeFileSync(join(lock, 'pid'), String(process.pid))
      return
    } catch (fault) {
      if (fault.code !== 'EEXIST') throw fault
      if (!ownerLives()) rmSync(lock, { recursive: true, force: true })
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }
}

function ownerLives() {
  try {
    process.kill(Number(readFileSync(join(lock, 'pid'), 'utf8')), 0)
    return true
  } catch (fault) {
    // Just made and not signed yet counts as alive; so does a process of another user.
    return fault.code === 'EPERM' || (fault.code === 'ENOENT' && existsSync(lock) && Date.now() - statSync(lock).mtimeMs < 5000)
  }
}
