import type { NumberingParts } from './define-numbers.ts';

export const numbersTask = 'numbers';

/** Asks for the job that does what a block's row says is to be done; asked for twice it is done once. */
export async function askBlockWork({ jobs }: Pick<NumberingParts, 'jobs'>, block: number): Promise<void> {
  await jobs().add(numbersTask, { block }, `${numbersTask}:${block}`);
}
