import { appRole } from '../src/platform/app-role.ts';
import { openDatabase } from '../src/platform/database.ts';
import { callOf, sendCall } from './bulk-calls.ts';
import type { Target } from './cluster.ts';
import { postgresCpu, processCpu } from './cpu.ts';
import type { Driver, Server } from './processes.ts';
import { replay, writesOf } from './raw-writes.ts';
import { bareBorder } from './singles.ts';
import { medians } from './statistics.ts';
import { skuOf } from './world.ts';

export interface BulkPlan {
  readonly scans: number;
  readonly alternations: number;
  readonly tillMs: number;
  readonly units: number;
}

/** Milliseconds for one call of so many scans. */
export interface BulkFigures {
  readonly product: number;
  readonly productNodeUs: number;
  readonly productPostgresUs: number;
  /** The same rows by the same statements with their parameters ready: a transaction for each 500, and one for all. */
  readonly raw500: number;
  readonly rawWhole: number;
}

export interface Bulk {
  readonly receive: BulkFigures;
  readonly putAway: BulkFigures;
  readonly tills: {
    readonly aloneP50: number;
    readonly aloneP99: number;
    readonly besideP50: number;
    readonly besideP99: number;
  };
}

/** (b) One call of many scans against the raw statements for the same rows, and what the tills feel of it. */
export async function measureBulk(
  plan: BulkPlan,
  server: Server,
  target: Target,
  driver: Driver,
  postmaster: number,
  say: (sentence: string) => void,
): Promise<Bulk> {
  const database = openDatabase({ url: target.appUrl, role: appRole });
  const receives: BulkFigures[] = [];
  const putAways: BulkFigures[] = [];
  for (let round = 0; round < plan.alternations; round += 1) {
    const byProduct = await announce(plan, server);
    const by500 = await announce(plan, server);
    const whole = await announce(plan, server);
    const figuresOf = async (move: string): Promise<BulkFigures> => {
      const receiptOf = ({ receipt }: { receipt: string }) =>
        move === 'receive' ? { receipt } : { spot: 7 };
      const cpu = [processCpu(server.pid), postgresCpu(postmaster)] as const;
      const product = await sendCall(server, callOf(move, byProduct.serials, receiptOf(byProduct)));
      const used = [processCpu(server.pid) - cpu[0], postgresCpu(postmaster) - cpu[1]] as const;
      const raw500 = await replay(
        database,
        await writesOf(target, callOf(move, by500.serials, receiptOf(by500))),
      );
      const atomicity = 'all_or_nothing';
      const call = callOf(move, whole.serials, { ...receiptOf(whole), atomicity });
      const rawWhole = await replay(database, await writesOf(target, call));
      return {
        product,
        productNodeUs: used[0] / plan.scans,
        productPostgresUs: used[1] / plan.scans,
        raw500,
        rawWhole,
      };
    };
    receives.push(await figuresOf('receive'));
    putAways.push(await figuresOf('put_away'));
    const last = receives.at(-1)!;
    say(
      `  round ${round + 1}: receive ${last.product.toFixed(0)} ms, raw ${last.raw500.toFixed(0)} and ${last.rawWhole.toFixed(0)} ms; ` +
        `put away ${putAways.at(-1)!.product.toFixed(0)} ms, raw ${putAways.at(-1)!.raw500.toFixed(0)} ms`,
    );
  }
  await database.close();
  const tills = await measureTills(plan, server, driver);
  return {
    receive: medians(receives.map((one) => ({ ...one }))),
    putAway: medians(putAways.map((one) => ({ ...one }))),
    tills,
  };
}

interface Announced {
  readonly serials: readonly string[];
  readonly receipt: string;
}

let announced = 0;

async function announce({ scans }: Pick<BulkPlan, 'scans'>, server: Server): Promise<Announced> {
  announced += 1;
  const serials = Array.from(
    { length: scans },
    (_, index) => `BK${announced}N${String(index).padStart(6, '0')}`,
  );
  const receipt = `BULK-${announced}`;
  await sendCall(server, callOf('announce', serials, { sku: skuOf(100 + (announced % 100)), receipt }));
  return { serials, receipt };
}

/** Eight tills, each a scan every fiftieth of a second or so: alone, and beside one large call after another. */
async function measureTills(plan: BulkPlan, server: Server, driver: Driver): Promise<Bulk['tills']> {
  const { serials, receipt } = await announce(plan, server);
  await sendCall(server, callOf('receive', serials, { receipt }));
  const border = bareBorder(plan.units);
  const tills = () =>
    driver.load({
      port: server.port,
      key: server.key,
      kind: 'scan',
      connections: 8,
      units: [1, border],
      warmMs: 200,
      measureMs: plan.tillMs,
      pauseMs: 20,
      memory: server.database,
    });
  const rounds = [];
  for (let round = 0; round < plan.alternations; round += 1) {
    const alone = await tills();
    let going = true;
    const calls = (async () => {
      for (let spot = 1; going; spot += 1)
        await sendCall(server, callOf('move_spot', serials, { spot: 1 + (spot % 40) }));
    })();
    const beside = await tills();
    going = false;
    await calls;
    rounds.push({
      aloneP50: alone.p50,
      aloneP99: alone.p99,
      besideP50: beside.p50,
      besideP99: beside.p99,
    });
  }
  return medians(rounds);
}
