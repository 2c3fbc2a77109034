import { Emitter } from "../../../src/emitter";
import { Events } from "../../../src/live/emit/events";
import { seeds } from "../../support/rounds";
import { CollectingGuard } from "../../support/collecting-guard";
import { type RoomClient, RoomGuild } from "../guild";

/** What a client was shown: "sender value", and "gap sender count". */
type Shown = string[];

class EventNetwork {
    readonly guild: RoomGuild;
    readonly events = new LuaMap<string, Events>();
    /** By the client, since its login. */
    readonly shown = new LuaMap<string, Shown>();

    constructor(
        seed: number,
        count: number,
        isAllowed?: (this: void, action: "emit", subject: string, sender: string) => boolean,
    ) {
        this.guild = new RoomGuild(seed, count);
        for (const client of this.guild.clients) {
            client.onOpen = (session) => {
                const shown: Shown = [];
                const events = new Events(session, { emitter: new Emitter(new CollectingGuard()), isAllowed });
                events.on("tick", (value, sender) => shown.push(`${sender} ${tostring(value)}`));
                events.on("gap", (sender, missing) => shown.push(`gap ${sender} ${missing}`));
                this.events.set(client.name, events);
                this.shown.set(client.name, shown);
            };
        }
    }

    login(): this {
        for (const client of this.guild.clients) client.login();
        return this;
    }

    emit({ name }: RoomClient, value: unknown): boolean {
        const [ok] = this.events.get(name)!.emit("tick", value);
        return ok;
    }

    of(index: number): Shown {
        return this.shown.get(this.guild.clients[index].name)!;
    }

    /** What a client was shown of one sender. */
    heard(client: RoomClient, sender: RoomClient): Shown {
        return this.shown.get(client.name)!.filter((line) => string.find(line, sender.name, 1, true)[0] !== undefined);
    }
}

/** Tells what is wrong in what was shown of one sender, who emitted 1, 2, 3 and so on: "" for nothing. Gaps count as what they stand for. */
function wrongIn(lines: readonly string[], sender: string): string {
    let last: number | undefined;
    let missing = 0;
    for (const line of lines) {
        const [gap] = string.match(line, "^gap .* (%d+)$");
        const [value] = string.match(line, `^${string.gsub(sender, "%-", "%%-")[0]} (%d+)$`);
        if (gap !== undefined) {
            missing = tonumber(gap)!;
            continue;
        }
        const number = tonumber(value)!;
        if (last !== undefined && number !== last + missing + 1) return `${line} behind ${last}, gap ${missing}`;
        last = number;
        missing = 0;
    }
    return "";
}

describe("events", () => {
    it("reach everybody, the emitter too, in order", () => {
        const network = new EventNetwork(1, 5).login();
        network.guild.advance(10);
        for (const index of $range(1, 20)) {
            assert.is_true(network.emit(network.guild.clients[1], index));
            network.guild.advance(0.2);
        }
        network.guild.advance(3);
        const expected: string[] = [];
        for (const index of $range(1, 20)) expected.push(`M002-Realm ${index}`);
        for (const index of $range(0, 4)) assert.same(expected, network.of(index));
    });

    it("take 0.15 s where nothing is lost", () => {
        const network = new EventNetwork(2, 2).login();
        network.guild.advance(60);
        network.emit(network.guild.clients[0], "x");
        network.guild.advance(0.15);
        assert.same(["M001-Realm x"], network.of(1));
    });

    it("of before are not shown to who comes in; what follows is", () => {
        const network = new EventNetwork(3, 4);
        const [first, second, , late] = network.guild.clients;
        first.login();
        second.login();
        network.guild.advance(20);
        for (const index of $range(1, 5)) network.emit(first, index);
        network.guild.advance(20);
        late.login();
        network.guild.advance(5);
        assert.same([], network.of(3));
        network.emit(first, 6);
        network.guild.advance(2);
        assert.same(["M001-Realm 6"], network.of(3));
        network.emit(late, 1);
        network.guild.advance(2);
        assert.same(["M004-Realm 1"], network.heard(second, late));
    });

    it("that a member emits as soon as its room is open are shown to who was there before", () => {
        const network = new EventNetwork(4, 2);
        const [first, second] = network.guild.clients;
        first.login();
        network.guild.advance(5);
        second.login();
        for (const index of $range(1, 3)) network.emit(second, index);
        network.guild.advance(2);
        assert.same(["M002-Realm 1", "M002-Realm 2", "M002-Realm 3"], network.of(0));
    });

    it("that were lost for good are told as a gap", () => {
        const network = new EventNetwork(5, 3).login();
        const [sender, other] = network.guild.clients;
        network.guild.advance(30);
        network.emit(sender, 1);
        network.guild.advance(2);
        other.side = 1;
        for (const index of $range(2, 80)) {
            network.emit(sender, index);
            network.guild.advance(1);
        }
        other.side = 0;
        network.guild.advance(60);
        network.emit(sender, 81);
        network.guild.advance(60);
        const lines = network.heard(other, sender);
        assert.equal("", wrongIn(lines, sender.name));
        assert.equal("M001-Realm 1", lines[0]);
        assert.matches("^gap M001%-Realm %d+$", lines[1]);
        assert.equal("M001-Realm 81", lines[lines.length - 1]);
    });

    it("wait for room once 64 are not sent yet, and none is lost", () => {
        const network = new EventNetwork(6, 2).login();
        const [sender] = network.guild.clients;
        network.guild.advance(30);
        sender.isLocked = true;
        let count = 0;
        while (network.emit(sender, count + 1) && count < 100) count++;
        assert.equal(64, count);
        network.guild.advance(300);
        sender.isLocked = false;
        network.guild.advance(60);
        assert.equal(64, network.of(1).length);
        assert.equal("", wrongIn(network.of(1), sender.name));
        assert.is_true(network.emit(sender, 65));
        const [ok, why] = network.events.get(sender.name)!.emit("tick", string.rep("x", 5000));
        assert.same([false, "tooLarge"], [ok, why]);
    });

    it("leave the board after a while", () => {
        const network = new EventNetwork(7, 2).login();
        network.guild.advance(10);
        for (const index of $range(1, 30)) network.emit(network.guild.clients[0], index);
        assert.equal(30, network.guild.clients[0].session!.own.used());
        network.guild.advance(140);
        assert.equal(0, network.guild.clients[0].session!.own.used());
        assert.equal(30, network.of(1).length);
    });

    it("of somebody whose word does not count are not shown, and are no gap", () => {
        const network = new EventNetwork(
            8,
            3,
            (_action, subject, sender) => !(subject === "tick" && sender === "M001-Realm"),
        );
        network.login();
        network.guild.advance(10);
        network.emit(network.guild.clients[0], 1);
        network.emit(network.guild.clients[1], 2);
        network.guild.advance(2);
        assert.same(["M002-Realm 2"], network.of(2));
    });

    it("raise for the programmer's mistakes, and end with the room", () => {
        const network = new EventNetwork(9, 1).login();
        const events = network.events.get("M001-Realm")!;
        const mistakes: [string, (this: void) => void][] = [
            ["emit: 'name' must be a string of 1 to 100 bytes", () => events.emit("")],
            ["emit: 'name' \"gap\" is told by the room itself", () => events.emit("gap")],
            ["emit: 'value.f' cannot be sent: a function", () => events.emit("a", { f: () => {} })],
            ["on: 'listener' must be a function", () => events.on("a", 5 as never)],
        ];
        for (const [expected, body] of mistakes) {
            const [ok, message] = pcall(body);
            assert.is_truthy(!ok && string.find(tostring(message), expected, 1, true)[0], tostring(message));
        }
        events.close();
        const [ok, why] = events.emit("tick", 1);
        assert.same([false, "closed"], [ok, why]);
        network.guild.advance(1);
        assert.same([], network.of(0));
    });

    it("of a burst over many messages reach all, one message in five lost, but one in 1,000 that is told", () => {
        let [emitted, shown] = [0, 0];
        for (const seed of $range(1, seeds(20, 4))) {
            const network = new EventNetwork(seed, 8).login();
            const { guild } = network;
            const [sender] = guild.clients;
            guild.faults.loss = 0.2;
            guild.advance(30);
            for (const index of $range(1, 60)) {
                assert.is_true(network.emit(sender, `${string.rep("x", 30)} ${index}`));
                if (index % 20 === 0) guild.advance(1);
            }
            guild.advance(150);
            network.emit(sender, "end");
            guild.faults.loss = 0;
            guild.advance(60);
            for (const client of guild.clients) {
                const lines = network.heard(client, sender);
                const gaps = lines.filter((line) => string.sub(line, 1, 3) === "gap");
                let missing = 0;
                for (const gap of gaps) missing += tonumber(string.match(gap, "%d+$")[0])!;
                const events = lines.length - gaps.length;
                assert.equal(61, events + missing, `seed ${seed}: ${client.name}`);
                emitted += 61;
                shown += events;
            }
        }
        print("events of bursts emitted, not shown", emitted, emitted - shown);
        assert.is_true(emitted - shown <= emitted / 1000);
    });

    it("come in order and at most once, under loss, crash, /reload and partitions", () => {
        let shownCount = 0;
        let gaps = 0;
        for (const seed of $range(1, seeds(60, 5))) {
            const network = new EventNetwork(seed, 6).login();
            const { guild } = network;
            guild.faults.loss = 0.2;
            guild.advance(20);
            const numbers = new LuaMap<object, number>();
            let incarnations = 0;
            for (const _ of $range(1, 80)) {
                const client = guild.clients[guild.random.integer(0, 5)];
                const kind = guild.random.integer(1, 60);
                if (client.session !== undefined) {
                    const session = client.session;
                    const number = (numbers.get(session) ?? incarnations * 1000) + 1;
                    incarnations += numbers.has(session) ? 0 : 1;
                    if (network.emit(client, number)) numbers.set(session, number);
                }
                if (kind === 1 && client.isOnline) {
                    client.crash();
                    guild.later(guild.random.integer(1, 15), () => client.login());
                } else if (kind === 2 && client.isOnline) {
                    client.reload();
                } else if (kind === 3) {
                    client.side = 1;
                    guild.later(guild.random.integer(1, 40), () => (client.side = 0));
                }
                guild.advance(guild.random.integer(1, 10) / 10);
            }
            guild.advance(60);
            for (const client of guild.clients) {
                for (const sender of guild.clients) {
                    const lines = client.session === undefined ? [] : network.heard(client, sender);
                    shownCount += lines.length;
                    gaps += lines.filter((line) => string.sub(line, 1, 3) === "gap").length;
                    const wrong = wrongByIncarnation(lines, sender.name);
                    assert.equal("", wrong, `seed ${seed}: ${client.name} of ${sender.name}`);
                }
            }
        }
        print("events shown, gaps", shownCount, gaps);
        assert.is_true(gaps < shownCount / 100);
    });
});

/** As wrongIn(), where each incarnation of the sender begins at another thousand. */
function wrongByIncarnation(lines: readonly string[], sender: string): string {
    let begin = 0;
    let before = -1;
    for (const index of $range(0, lines.length)) {
        const [value] = string.match(lines[index] ?? "", " (%d+)$");
        const isGap = string.sub(lines[index] ?? "", 1, 3) === "gap";
        const thousand = isGap ? before : math.floor((tonumber(value) ?? -1) / 1000);
        if (thousand !== before && before >= 0) {
            const wrong = wrongIn(lines.slice(begin, index), sender);
            if (wrong !== "") return wrong;
            begin = index;
        }
        before = thousand;
    }
    return "";
}
