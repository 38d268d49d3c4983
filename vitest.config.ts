import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * They kill and start processes and take minutes, mostly waiting. On a fresh checkout nothing is known of how long a file
 * takes; one of these begun last would leave a core idle.
 */
const long =
  /\/(?:chaos|cli|cli-server|cli-import|hostile-text|drain|numbers-twice|import-restart)\.db\.test\.ts$/;

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isShort = ({ moduleId, project }: TestSpecification) =>
      project.config.sequence.groupOrder === 1 && !long.test(moduleId) ? 1 : 0;
    return sorted.toSorted((left, right) => {
      const group = left.project.config.sequence.groupOrder - right.project.config.sequence.groupOrder;
      return group || isShort(left) - isShort(right);
    });
  }
}

/** Two projects: pure tests (seconds) and tests on a real PostgreSQL, started once for the whole run. */
export default defineConfig({
  test: {
    sequence: { sequencer: LongFirst },
    projects: [
      {
        test: {
          name: 'pure',
          // Nothing pure keeps a state: threads for all files cost half of a process for each (measured: 33 s, not 58).
          pool: 'threads',
          isolate: false,
          // Of two cores vitest would leave one to itself.
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
          // A busy machine fails no test: nothing is judged by how long it takes.
          testTimeout: 60_000,
          include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'web/src/**/*.test.ts'],
          exclude: ['**/*.db.test.ts', 'node_modules/**', 'dist/**'],
        },
      },
      {
        test: {
          name: 'db',
          // Each has a database of its own, nothing else is shared: the program is read once by each of two processes
          // (measured: 2 s of processor time less for each file).
          isolate: false,
          sequence: { groupOrder: 1 },
          include: ['src/**/*.db.test.ts', 'test/**/*.db.test.ts'],
          exclude: ['node_modules/**', 'dist/**'],
          globalSetup: ['src/testing/global-postgres.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
        },
      },
    ],
  },
});
