import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { describeVariables, readConfig } from '../src/config.ts';
import { limits } from '../src/domain/limits.ts';
import { projectDirectory } from '../src/platform/project-directory.ts';
import { exitCodes } from '../src/platform/start-problem.ts';

// What is handed to Docker, systemd and Prometheus names files, settings and ports of the program. Here it is held to them.

const read = (path: string) => readFileSync(join(projectDirectory, path), 'utf8');
const dockerfile = read('ops/Dockerfile');
const compose = read('ops/compose.yaml');
const unit = read('ops/unitrail.service');
const settings = new Set([...describeVariables().matchAll(/^ {2}([A-Z_]+)/gm)].map(([, name]) => name!));
const files = readdirSync(join(projectDirectory, 'ops')).filter((name) =>
  /^[\w.-]+\.\w+$|^Dockerfile$/.test(name),
);

describe('the files in ops/', () => {
  test.each(files)('%s names only settings that there are', (file) => {
    const named = [...read(`ops/${file}`).matchAll(/\b(UNITRAIL_[A-Z_]+|DATABASE_URL)\b/g)].map(
      ([, name]) => name!,
    );
    expect(named.filter((name) => !settings.has(name))).toEqual([]);
  });

  test.each(files)('%s names only guides and files of ours that there are', (file) => {
    const named = [...read(`ops/${file}`).matchAll(/\b((?:docs|ops|src|sql)\/[\w./-]*\w)/g)].map(
      ([, path]) => path!,
    );
    // What is built stands where its source does.
    const missing = named.filter((path) => !existsSync(join(projectDirectory, path.replace(/\.js$/, '.ts'))));
    expect(missing).toEqual([]);
  });

  test('Docker copies what is there, and its context lets it in', () => {
    const copies = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, list]) =>
      list!.split(' '),
    );
    expect(copies.length).toBeGreaterThan(6);
    const context = read('ops/Dockerfile.dockerignore').split('\n');
    expect(context[0]).toBe('*');
    for (const path of copies) {
      expect([path, existsSync(join(projectDirectory, path))]).toEqual([path, true]);
      expect([path, context.includes(`!${path}`)]).toEqual([path, true]);
    }
  });

  test('Docker builds on a Node that the package asks for, and runs as nobody’s superuser', () => {
    const versions = [...dockerfile.matchAll(/^FROM node:(\d+)-/gm)].map(([, major]) => Number(major));
    const { engines } = JSON.parse(read('package.json'));
    const least = Number(/\d+/.exec(engines.node)![0]);
    expect(versions).toHaveLength(2);
    for (const version of versions) expect(version).toBeGreaterThanOrEqual(least);
    expect(dockerfile).toMatch(/^USER node$/m);
    expect(unit).toMatch(/^User=unitrail$/m);
  });

  test('the port is everywhere the same', () => {
    const { port } = readConfig({});
    expect(dockerfile).toContain(`UNITRAIL_PORT=${port}`);
    expect(dockerfile).toContain(`EXPOSE ${port}`);
    expect(compose).toContain(`127.0.0.1:${port}:${port}`);
    expect(read('ops/prometheus.yaml')).toContain(`127.0.0.1:${port}`);
  });

  test('a stop is given longer than the server takes for it', () => {
    const most = (limits.drainMs + limits.drainQuietMs + limits.sessionsCloseMs) / 1_000;
    const grace = Number(/image: unitrail[\s\S]*stop_grace_period: (\d+)s/.exec(compose)?.[1]);
    expect(grace).toBeGreaterThan(most);
    expect(Number(/^TimeoutStopSec=(\d+)$/m.exec(unit)?.[1])).toBeGreaterThan(most);
  });

  test('systemd starts again what may get better by itself, and nothing that a person has to mend', () => {
    const codes = /^RestartPreventExitStatus=(.*)$/m.exec(unit)![1]!.split(' ').map(Number);
    expect(codes).toEqual([64, exitCodes.notWritable, exitCodes.configuration]);
  });

  test('every command of the container and the unit is one that there is', () => {
    expect(dockerfile).toContain('ENTRYPOINT ["node", "--max-semi-space-size=64", "dist/src/cli.js"]');
    expect(dockerfile).toContain('CMD ["serve", "--empty"]');
    expect(unit).toContain(
      'ExecStart=/usr/bin/node --max-semi-space-size=64 /opt/unitrail/dist/src/cli.js serve --empty',
    );
    const cli = read('src/cli.ts');
    expect(cli).toContain(".command('serve')");
    expect(cli).toContain("'--empty'");
  });
});
