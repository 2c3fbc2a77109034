import type { Respond } from "../../../src/api/room-call";
import { CallNetwork, of } from "./network";

describe("calls", () => {
    it("give what the handler returns, or why it does not", () => {
        const network = new CallNetwork(1, 3, (calls, client) => {
            calls.handle("raid", {
                getFoo: (args, caller) => ({ args, caller, of: client.name }),
                fails: () => error("no such boss", 0),
                bad: () => () => {},
                large: () => string.rep("x", 5000),
                nothing: () => undefined,
            });
        });
        network.guild.advance(10);
        const target = network.name(1);
        const good = network.call(target, "raid.getFoo", { item: 5 });
        const raised = network.call(target, "raid.fails");
        const bad = network.call(target, "raid.bad");
        const large = network.call(target, "raid.large");
        const nothing = network.call(target, "raid.nothing");
        const unknown = network.call(target, "raid.unknown");
        const absent = network.call("Nobody-Realm", "raid.getFoo");
        const tooLarge = network.call(target, "raid.getFoo", string.rep("x", 4090));
        assert.equal(0, good.length + absent.length + tooLarge.length, "nothing is called at once");
        network.guild.advance(3);
        assert.same({ args: { item: 5 }, caller: network.name(0), of: target }, good[0].result);
        assert.is_nil(good[0].why);
        assert.same(["raised", "no such boss"], [raised[0].why, raised[0].detail]);
        assert.equal("raised", bad[0].why);
        assert.matches('handler of "raid.bad": its result cannot be sent', bad[0].detail!);
        assert.equal("tooLarge", large[0].why);
        assert.is_nil(nothing[0].result);
        assert.is_nil(nothing[0].why);
        assert.equal("noHandler", unknown[0].why);
        assert.equal("offline", absent[0].why);
        assert.equal("tooLarge", tooLarge[0].why);
        assert.equal(2, network.reports().length, "the handlers' errors are reported where they were raised");
    });

    it("take less than 0.3 s each without loss", () => {
        const network = new CallNetwork(2, 40, (calls) => calls.handle("ping", (args) => args));
        network.guild.advance(60);
        const times: number[] = [];
        for (const index of $range(1, 50)) {
            const from = network.guild.random.integer(0, 39);
            const ended = network.call(network.name((from + index) % 40), "ping", index, undefined, from);
            network.guild.advance(1.5);
            assert.equal(index, ended[0].result);
            times.push(ended[0].seconds);
        }
        table.sort(times);
        print("call without loss: median, worst", times[25], times[49]);
        assert.is_true(times[25] <= 0.3);
    });

    it("of this client to itself do not travel", () => {
        const network = new CallNetwork(3, 1, (calls) => calls.handle("add", (args) => (args as number) + 1));
        network.guild.advance(100);
        network.guild.messages = 0;
        const ended = network.call(network.name(0), "add", 1);
        const any = network.call("any", "add", 2);
        network.guild.advance(1);
        assert.same([2, 3, 0], [ended[0].result, any[0].result, network.guild.messages]);
    });

    it("of any go to the first member that handles them", () => {
        const network = new CallNetwork(4, 5, (calls, client) => {
            if (client.name >= "M003") calls.handle("who", () => client.name);
        });
        network.guild.advance(10);
        const ended = network.call("any", "who");
        const own = network.call("any", "who", undefined, undefined, 4);
        const nobody = network.call("any", "what");
        network.guild.advance(2);
        assert.same([network.name(2), network.name(4), "noHandler"], [ended[0].result, own[0].result, nobody[0].why]);
    });

    it("of all collect what each one gives, within one message", () => {
        const network = new CallNetwork(5, 41, (calls, client) => {
            if (client.name !== "M041-Realm") {
                calls.handle("who", () => (client.name === "M007-Realm" ? error("ill", 0) : client.name));
            }
        });
        network.guild.advance(60);
        network.guild.messages = 0;
        const ended = network.call("all", "who");
        network.guild.advance(2);
        assert.equal("M033-Realm", of(ended, "M033-Realm")!.result);
        assert.equal("M001-Realm", of(ended, "M001-Realm")!.result);
        assert.same({ why: "raised", detail: "ill" }, of(ended, "M007-Realm"));
        assert.is_nil(of(ended, "M041-Realm"));
        assert.is_true(network.guild.messages <= 1 + 39 + 1 + 39, `${network.guild.messages} messages`);
        const nobody = network.call("all", "what");
        network.guild.advance(1);
        assert.same({}, nobody[0].result);
    });

    it("are answered later, once", () => {
        const responses: Respond[] = [];
        const network = new CallNetwork(6, 3, (calls) => {
            calls.handle("slow", (_args, _caller, respond) => {
                responses.push(respond);
                return respond;
            });
        });
        network.guild.advance(60);
        const ended = network.call(network.name(1), "slow", undefined, 60);
        network.guild.messages = 0;
        network.guild.advance(20);
        assert.equal(0, ended.length);
        assert.is_true(network.guild.messages <= 12, `${network.guild.messages} messages while it works`);
        assert.is_true(responses[0]("done"));
        assert.is_false(responses[0]("again"));
        network.guild.advance(1);
        assert.same(["done", 1], [ended[0].result, responses.length]);
        assert.is_false(responses[0]("late"));
    });

    it("end by timeout where nobody answers", () => {
        const network = new CallNetwork(7, 3, (calls) => calls.handle("never", (_a, _c, respond) => respond), {
            timeout: 5,
        });
        network.guild.advance(10);
        const [short, usual] = [network.call("any", "never", 1, 2), network.call(network.name(1), "never", 1)];
        network.guild.advance(6);
        assert.same(["timeout", "timeout"], [short[0].why, usual[0].why]);
        assert.is_true(math.abs(short[0].seconds - 2) < 0.1 && math.abs(usual[0].seconds - 5) < 0.1);
    });

    it("are not for everybody where the callee says so", () => {
        const network = new CallNetwork(8, 3, (calls) => calls.handle("who", (_args, caller) => caller), {
            isAllowed: (action, subject, sender) =>
                !(action === "call" && subject === "who" && sender === "M001-Realm"),
        });
        network.guild.advance(10);
        const refused = network.call(network.name(1), "who");
        const allowed = network.call(network.name(1), "who", undefined, undefined, 2);
        network.guild.advance(2);
        assert.same(["unauthorized", network.name(2)], [refused[0].why, allowed[0].result]);
    });

    it("tell a restart from having gone", () => {
        const network = new CallNetwork(9, 4, (calls) => calls.handle("never", (_a, _c, respond) => respond));
        network.guild.advance(20);
        const [restarted, gone, crashed] = [1, 2, 3].map((each) => network.call(network.name(each), "never"));
        network.guild.advance(1);
        network.guild.clients[1].reload();
        network.guild.clients[2].logout();
        network.guild.clients[3].crash();
        network.guild.advance(3);
        assert.same(["restarted", "offline", "offline"], [restarted[0].why, gone[0].why, crashed[0].why]);
    });

    it("end with the room", () => {
        const network = new CallNetwork(10, 2, (calls) => calls.handle("never", (_a, _c, respond) => respond));
        network.guild.advance(10);
        const [open, own] = [network.call(network.name(1), "never"), network.call(network.name(0), "never")];
        network.of(0).close();
        const late = network.call(network.name(1), "never");
        assert.same(["closed", "closed", "closed"], [open[0].why, own[0].why, late[0].why]);
        network.guild.advance(20);
        assert.same([1, 1, 1], [open.length, own.length, late.length]);
    });

    it("tell the version of members", () => {
        const network = new CallNetwork(11, 2, () => {});
        network.guild.advance(5);
        const { directory } = network.of(0);
        assert.same(["1.2.3", "1.2.3"], [directory.versionOf(network.name(0)), directory.versionOf(network.name(1))]);
        assert.is_nil(directory.versionOf("Nobody-Realm"));
        network.guild.clients[1].crash();
        network.guild.advance(5);
        assert.is_nil(directory.versionOf(network.name(1)));
    });

    it("raise for the programmer's mistakes", () => {
        const network = new CallNetwork(12, 1, (calls) => calls.handle("raid.getFoo", () => 1));
        const calls = network.of(0);
        const done = (): void => {};
        const mistakes: [expected: string, body: (this: void) => void][] = [
            ["call: 'target' must be a name", () => calls.call(5 as never, "a", 1, done)],
            ["call: 'name' must be a string of 1 to 100 bytes", () => calls.call("any", "", 1, done)],
            ["call: 'callback' must be a function", () => calls.call("any", "a", 1, undefined as never)],
            ["call: 'timeout' must be a number from 1 to 300", () => calls.call("any", "a", 1, done, { timeout: 0 })],
            ["call: 'args.f' cannot be sent: a function", () => calls.call("any", "a", { f: done }, done)],
            ["call: 'timeOut' is unknown", () => calls.call("any", "a", 1, done, { timeOut: 5 } as never)],
            ["handle: 'name' \"raid.getFoo\" is handled already", () => calls.handle("raid", { getFoo: done })],
            ["handle: 'raid.x' must be a function", () => calls.handle("raid", { x: 5 as never })],
        ];
        for (const [expected, body] of mistakes) {
            const [ok, message] = pcall(body);
            assert.is_false(ok);
            const found = string.find(tostring(message), expected, 1, true)[0];
            assert.is_truthy(found, `${expected} in ${tostring(message)}`);
        }
    });

    it("know no handler any more that was taken away", () => {
        const network = new CallNetwork(13, 2, () => {});
        const remove = network.of(1).handle("raid", { a: () => 1, b: () => 2 });
        network.guild.advance(5);
        const before = network.call("any", "raid.b");
        network.guild.advance(1);
        remove();
        network.guild.advance(2);
        const [any, named] = [network.call("any", "raid.b"), network.call(network.name(1), "raid.b")];
        network.guild.advance(1);
        assert.same([2, "noHandler", "noHandler"], [before[0].result, any[0].why, named[0].why]);
    });
});
