import { SeededRandom } from "../../random";
import { seeds } from "../../support/rounds";
import { ObjectNetwork } from "./network";

interface Data {
    readonly n: number;
    readonly log?: readonly string[];
}

/** What patches were made, and what their authors were told. */
class Diary {
    made = 0;
    /** Those of which the final word was given. */
    readonly applied = new LuaMap<string, boolean>();

    /** Lets a client patch: each patch adds 1 and its own name. */
    patch(network: ObjectNetwork, index: number): void {
        this.made++;
        const name = string.format("%02.0f/%03.0f", index, this.made);
        network.of(index).patch({ $inc: { n: 1 }, $push: { log: name } }, (ok, _why, _value, isFinal) => {
            if (isFinal) this.applied.set(name, ok);
        });
    }
}

/** What is wrong with what all have: every patch that was applied is in it once. */
function wrongIn(data: Data, diary: Diary): string {
    const seen = new LuaSet<string>();
    for (const name of data.log ?? []) {
        if (seen.has(name)) return `${name} twice`;
        seen.add(name);
    }
    if (data.n !== (data.log ?? []).length) return `${data.n} is not ${(data.log ?? []).length}`;
    for (const [name, isApplied] of diary.applied) {
        if (isApplied && !seen.has(name)) return `${name} is missing`;
    }
    return "";
}

describe("a shared object with faults", () => {
    it("is the same for all after loss and partitions: 8 writers, 50 patches each", () => {
        for (const seed of $range(1, seeds(40, 2))) {
            const random = new SeededRandom(seed);
            const network = new ObjectNetwork(seed, 10).login();
            network.guild.advance(20);
            const diary = new Diary();
            network.guild.faults.loss = 0.1;
            for (const second of $range(1, 100)) {
                if (second % 30 === 10) {
                    for (const client of network.guild.clients) client.side = random.integer(0, 1);
                }
                if (second % 30 === 25) {
                    for (const client of network.guild.clients) client.side = 0;
                }
                for (const writer of $range(0, 7)) {
                    if (second % 2 === writer % 2) diary.patch(network, writer);
                }
                network.guild.advance(1);
            }
            for (const client of network.guild.clients) client.side = 0;
            const time = network.secondsUntilEqual(30);
            assert.is_not_nil(time, `seed ${seed}: not equal\n${network.describe()}`);
            network.guild.advance(90);
            assert.is_true(network.isEqual(), `seed ${seed}: not equal any more`);
            const data = network.of(9).get() as Data;
            assert.equal("", wrongIn(data, diary), `seed ${seed}`);
            assert.equal(diary.made, data.n, `seed ${seed}`);
            assert.same([], network.reports(), `seed ${seed}`);
        }
    });

    it("is the same for all after partitions in which both sides went on", () => {
        for (const seed of $range(1, seeds(40, 2))) {
            const random = new SeededRandom(seed);
            const network = new ObjectNetwork(seed, 8).login();
            network.guild.advance(20);
            const diary = new Diary();
            network.guild.faults.loss = 0.05;
            for (const round of $range(1, 3)) {
                for (const client of network.guild.clients) client.side = random.integer(0, 1);
                const quiet = random.integer(5, 60);
                for (const second of $range(1, 60 + quiet)) {
                    for (const writer of $range(0, 7)) {
                        if (second <= 60 && random.integer(1, 8) === 1) diary.patch(network, writer);
                    }
                    network.guild.advance(1);
                }
                for (const client of network.guild.clients) client.side = 0;
                const time = network.secondsUntilEqual(120);
                assert.is_not_nil(time, `seed ${seed}, round ${round}: not equal`);
                network.guild.advance(random.integer(0, 60));
            }
            network.guild.advance(90);
            assert.is_true(network.isEqual(), `seed ${seed}: not equal any more`);
            const data = network.of(7).get() as Data;
            assert.equal("", wrongIn(data, diary), `seed ${seed}`);
            assert.equal(diary.made, data.n, `seed ${seed}`);
            assert.same([], network.reports(), `seed ${seed}`);
        }
    });

    it("is the same for all after crashes, reloads and late joiners", () => {
        for (const seed of $range(1, seeds(40, 2))) {
            const random = new SeededRandom(seed);
            const network = new ObjectNetwork(seed, 8).login();
            network.guild.advance(20);
            const diary = new Diary();
            network.guild.faults.loss = 0.1;
            for (const second of $range(1, 150)) {
                const client = network.guild.clients[random.integer(0, 7)];
                const chance = random.integer(1, 20);
                if (chance === 1 && client.isOnline && network.guild.online().length > 4) client.crash();
                else if (chance === 2 && client.isOnline) client.reload();
                else if (chance === 3 && client.isOnline && network.guild.online().length > 4) client.logout();
                else if (chance < 8 && !client.isOnline) client.login();
                for (const writer of $range(0, 7)) {
                    const isOnline = network.guild.clients[writer].isOnline;
                    if (isOnline && second <= 120 && random.integer(1, 6) === 1) diary.patch(network, writer);
                }
                network.guild.advance(1);
            }
            const time = network.secondsUntilEqual(120);
            assert.is_not_nil(time, `seed ${seed}: not equal\n${network.describe()}`);
            network.guild.advance(90);
            assert.is_true(network.isEqual(), `seed ${seed}: not equal any more`);
            const data = network.of(network.guild.clients.findIndex(({ isOnline }) => isOnline)).get() as Data;
            const wrong = wrongIn(data, diary);
            assert.equal("", wrong, `seed ${seed}`);
            assert.same([], network.reports(), `seed ${seed}`);
        }
    });
});
