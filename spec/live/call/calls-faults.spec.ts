import type { RoomClient } from "../guild";
import { seeds } from "../../support/rounds";
import { CallNetwork, type Ended } from "./network";

/** Counts executions, by the call. */
class Executions {
    private readonly counts = new LuaMap<string, number>();

    /** A handler for a client: executes what its argument names. */
    handler(name: string): (this: void, args: unknown) => unknown {
        return (args) => {
            const key = `${args as string} at ${name}`;
            this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
            return args;
        };
    }

    of(args: string, name: string): number {
        return this.counts.get(`${args} at ${name}`) ?? 0;
    }

    most(): number {
        let most = 0;
        for (const [, count] of this.counts) most = math.max(most, count);
        return most;
    }
}

/** What befalls a client at some time. */
function strike(network: CallNetwork, client: RoomClient): void {
    const { guild } = network;
    const kind = guild.random.integer(1, 4);
    if (!client.isOnline) return;
    if (kind === 1) {
        client.crash();
        guild.later(guild.random.integer(1, 15), () => client.login());
    } else if (kind === 2) {
        client.reload();
    } else if (kind === 3) {
        client.side = 1;
        guild.later(guild.random.integer(1, 20), () => (client.side = 0));
    } else {
        client.isLocked = true;
        guild.later(guild.random.integer(1, 20), () => (client.isLocked = false));
    }
}

describe("calls under faults", () => {
    it("with one message in five lost are answered in 10 s, 99.9 % of them, and executed once", () => {
        let count = 0;
        let slow = 0;
        const times: number[] = [];
        for (const seed of $range(1, seeds(60, 5))) {
            const executions = new Executions();
            const network = new CallNetwork(seed, 8, (calls, client) => {
                calls.handle("do", executions.handler(client.name));
            });
            const { guild } = network;
            guild.faults.loss = 0.2;
            guild.advance(40);
            const all: Ended[][] = [];
            for (const index of $range(1, 20)) {
                const from = guild.random.integer(0, 7);
                const to = (from + guild.random.integer(1, 7)) % 8;
                all.push(network.call(network.name(to), "do", `call ${index}`, undefined, from));
                guild.advance(2);
            }
            guild.advance(15);
            for (const ended of all) {
                assert.equal(1, ended.length, `seed ${seed}`);
                count++;
                slow += ended[0].why !== undefined || ended[0].seconds > 10 ? 1 : 0;
                times.push(ended[0].seconds);
            }
            assert.equal(1, executions.most(), `seed ${seed}: executions of a call`);
        }
        table.sort(times);
        const at = (share: number): number => times[math.floor((count - 1) * share)];
        print(
            string.format(
                "calls at 20 %% loss: %d, not in 10 s %d; median %.2f, p99 %.2f, p99.9 %.2f",
                count,
                slow,
                at(0.5),
                at(0.99),
                at(0.999),
            ),
        );
        assert.is_true(slow <= math.max(1, count * 0.001), `${slow} of ${count}`);
    });

    it("end once each and are never executed twice, whoever crashes, reloads or is cut off", () => {
        const ends = new LuaMap<string, number>();
        for (const seed of $range(1, seeds(60, 5))) {
            const executions = new Executions();
            const network = new CallNetwork(seed, 6, (calls, client) => {
                calls.handle("do", executions.handler(client.name));
                calls.handle("never", (_args, _caller, respond) => respond);
            });
            const { guild } = network;
            guild.faults.loss = 0.2;
            guild.advance(30);
            const made: { ended: Ended[]; client: RoomClient; session: unknown; text: string; to: string }[] = [];
            for (const index of $range(1, 40)) {
                const from = guild.random.integer(0, 5);
                const client = guild.clients[from];
                if (client.session !== undefined) {
                    const to = network.name(guild.random.integer(0, 5));
                    const name = guild.random.integer(1, 8) === 1 ? "never" : "do";
                    const text = `call ${index}`;
                    const ended = network.call(to, name, text, undefined, from);
                    made.push({ ended, client, session: client.session, text, to });
                }
                if (guild.random.integer(1, 4) === 1) strike(network, guild.clients[guild.random.integer(0, 5)]);
                guild.advance(guild.random.integer(1, 20) / 10);
            }
            guild.faults.loss = 0;
            guild.advance(40);
            for (const { ended, client, session, text, to } of made) {
                if (client.session === session) {
                    assert.equal(1, ended.length, `seed ${seed}: ${text} of ${client.name} to ${to}`);
                }
                for (const { why, result } of ended) {
                    const key = why ?? "result";
                    ends.set(key, (ends.get(key) ?? 0) + 1);
                    const times = executions.of(text, to);
                    if (why === undefined) assert.same({ text, times: 1 }, { text: result, times }, `seed ${seed}`);
                }
            }
            assert.is_true(executions.most() <= 1, `seed ${seed}: a call was executed twice`);
        }
        for (const why of ["result", "timeout", "offline", "restarted"]) print("ended with", why, ends.get(why) ?? 0);
        assert.is_true((ends.get("result") ?? 0) > (ends.get("timeout") ?? 0));
    });
});
