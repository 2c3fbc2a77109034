import { EVENT_FRAGMENT, FragmentAssembler, TYPED_FRAGMENT } from "../../src/link/fragments";
import type { MessageKind } from "../../src/link/message-kind";
import { MessageSource } from "../../src/link/message-source";
import { SeededRandom } from "../random";
import { PAYLOAD_BYTES, World } from "../support/world";
import { newCounters, Priority } from "../../src/link/outbox-queues";
import { EVENT_KIND, NOTICE_KIND } from "./kinds";

/** A source of these messages. */
function sourceOf(...messages: readonly (readonly [kind: MessageKind, payload: string])[]): MessageSource {
    let next = 0;
    return new MessageSource(() => {
        const message = messages[next];
        if (message === undefined) return $multi(undefined, undefined);
        next++;
        return $multi(message[0], message[1]);
    });
}

/** Everything that a source says: type and payload of each message. */
function takeAll(source: MessageSource, payloadBytes = PAYLOAD_BYTES): [type: number, payload: string][] {
    const taken: [number, string][] = [];
    let [type, payload] = source.take(payloadBytes);
    while (type !== undefined) {
        taken.push([type, payload!]);
        [type, payload] = source.take(payloadBytes);
    }
    return taken;
}

/** What a receiver makes of the fragments of one form. */
function wholesOf(messages: readonly [type: number, payload: string][]): string[] {
    const assembler = new FragmentAssembler();
    const wholes: string[] = [];
    for (const [type, payload] of messages) {
        const carrier = type === EVENT_FRAGMENT.type ? EVENT_FRAGMENT : TYPED_FRAGMENT;
        const whole = assembler.take("A-Realm", carrier.decode(payload)!, 0);
        if (whole !== undefined) wholes.push(whole);
    }
    return wholes;
}

describe("A message source", () => {
    it("says one message once", () => {
        assert.same([[NOTICE_KIND.type, "hello"]], takeAll(MessageSource.once(NOTICE_KIND, "hello")));
        assert.same([[NOTICE_KIND.type, ""]], takeAll(MessageSource.once(NOTICE_KIND, "")));
    });

    it("goes on saying nothing when all is said", () => {
        const source = MessageSource.once(NOTICE_KIND, "hello");
        takeAll(source);
        for (const _ of $range(1, 3)) {
            const [type, payload] = source.take(PAYLOAD_BYTES);
            assert.is_nil(type);
            assert.is_nil(payload);
        }
    });

    it("passes over what no receiver would put together, and goes on behind it", () => {
        const large = string.rep("x", 24 * PAYLOAD_BYTES);
        const source = sourceOf([NOTICE_KIND, large], [EVENT_KIND, large], [NOTICE_KIND, "hello"]);
        let refused = 0;
        const [type, payload] = source.take(PAYLOAD_BYTES, () => {
            refused++;
        });
        assert.same([NOTICE_KIND.type, "hello", 2], [type, payload, refused]);
        assert.is_nil(source.take(PAYLOAD_BYTES)[0]);
    });

    it("makes a message only when it is taken", () => {
        let made = 0;
        const source = new MessageSource(() => {
            made++;
            return $multi(NOTICE_KIND, string.rep("x", 300));
        });
        assert.equal(0, made);
        source.take(PAYLOAD_BYTES);
        source.take(PAYLOAD_BYTES);
        assert.equal(1, made);
        source.take(PAYLOAD_BYTES);
        assert.equal(2, made);
    });

    it("says a payload that just fits as it is, and one that does not in fragments", () => {
        const fits = string.rep("x", PAYLOAD_BYTES);
        assert.same([[NOTICE_KIND.type, fits]], takeAll(MessageSource.once(NOTICE_KIND, fits)));
        const types = takeAll(MessageSource.once(NOTICE_KIND, fits + "x")).map(([type]) => type);
        assert.same([TYPED_FRAGMENT.type, TYPED_FRAGMENT.type], types);
    });

    it("says large payloads of both forms between small ones, each whole and in order", () => {
        const random = new SeededRandom(8);
        const [event, notice] = [random.bytes(700), random.bytes(4200)];
        const messages = takeAll(
            sourceOf(
                [EVENT_KIND, "a"],
                [EVENT_KIND, event],
                [NOTICE_KIND, "b"],
                [NOTICE_KIND, notice],
                [NOTICE_KIND, notice],
                [EVENT_KIND, "c"],
            ),
        );
        for (const [, payload] of messages) assert.is_true(payload.length <= PAYLOAD_BYTES);
        const small = messages.filter(([type]) => type !== EVENT_FRAGMENT.type && type !== TYPED_FRAGMENT.type);
        assert.same(
            ["a", "b", "c"],
            small.map(([, payload]) => payload),
        );
        const large = messages.filter(([type]) => type === EVENT_FRAGMENT.type || type === TYPED_FRAGMENT.type);
        assert.same([event, notice, notice], wholesOf(large));
        assert.equal("a", messages[0][1]);
        assert.equal(EVENT_FRAGMENT.type, messages[1][0]);
        assert.equal("c", messages[messages.length - 1][1]);
    });

    it("splits by what the channel carries", () => {
        const bytes = new SeededRandom(9).bytes(90);
        const messages = takeAll(MessageSource.once(NOTICE_KIND, bytes), 20);
        assert.equal(6, messages.length);
        assert.same([bytes], wholesOf(messages));
    });

    it("that is put into the outbox again in the midst of its fragments goes on", () => {
        const world = new World();
        const { channel, time } = world;
        const { outbox } = world.outlets();
        const bytes = new SeededRandom(10).bytes(3000);
        const source = sourceOf([EVENT_KIND, bytes]);
        const taken: [number, string][] = [];
        const owner = { counters: newCounters() };
        const settled: string[] = [];
        const add = (): void => {
            outbox.add({
                owner,
                key: "week",
                priority: Priority.Repair,
                routes: () => [{ chatType: "GUILD" }],
                produce: () => {
                    const [type, payload] = source.take(PAYLOAD_BYTES);
                    if (type === undefined) return undefined;
                    taken.push([type, payload]);
                    return payload;
                },
                onSettled: (settlement) => settled.push(settlement),
            });
        };
        add();
        time.advance(0.5);
        assert.equal(10, channel.sent.length);
        add();
        time.advance(60);
        assert.same(["replaced", "sent"], settled);
        assert.same([bytes], wholesOf(taken));
        assert.equal(math.ceil(3000 / (PAYLOAD_BYTES - 4)), channel.sent.length);
    });
});
