import { decodeBase64, encodeBase64 } from "../../src/codec/base64";
import { SeededRandom } from "../random";
import { fuzzDecoder } from "./fuzz";
import { fromHex } from "./hex";

describe("base64", () => {
    it("gives the vectors of RFC 4648, section 10", () => {
        const vectors: [string, string][] = [
            ["", ""],
            ["f", "Zg=="],
            ["fo", "Zm8="],
            ["foo", "Zm9v"],
            ["foob", "Zm9vYg=="],
            ["fooba", "Zm9vYmE="],
            ["foobar", "Zm9vYmFy"],
        ];
        for (const [bytes, text] of vectors) {
            assert.equal(text, encodeBase64(bytes));
            assert.equal(bytes, decodeBase64(text));
        }
    });

    it("uses every digit of the alphabet in its place", () => {
        const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        const bytes = fromHex(
            "00108310518720928b30d38f41149351559761969b71d79f8218a39259a7a29aabb2dbafc31cb3d35db7e39ebbf3dfbf",
        );
        assert.equal(alphabet, encodeBase64(bytes));
        assert.equal(bytes, decodeBase64(alphabet));
    });

    it("refuses white space, foreign characters, wrong padding and bits that belong to no byte", () => {
        const refused = [
            "Z",
            "Zg",
            "Zg=",
            "Zg===",
            "=",
            "====",
            "Zg==Zg==",
            "Z===",
            "Zm9v\n",
            " Zm9v",
            "Zm 9v",
            "Zm-v",
            "Zm_v",
            "Zm\0v",
            "Zm=v",
            "Zh==",
            "Zn==",
            "Zp==",
            "Zm9=",
            "Zm+=",
        ];
        for (const text of refused) assert.is_nil(decodeBase64(text), text);
    });

    it("carries 200 kB in slices of 384 bytes, and a coroutine may yield between them", () => {
        const seed = 71;
        const bytes = new SeededRandom(seed).bytes(200000);
        let text = "";
        let decoded: string | undefined;
        const routine = coroutine.create(() => {
            text = encodeBase64(bytes, () => coroutine.yield());
            decoded = decodeBase64(text, () => coroutine.yield());
        });
        let resumptions = 0;
        while (coroutine.status(routine) !== "dead") {
            assert.is_true(coroutine.resume(routine)[0]);
            resumptions++;
        }
        // 200,000 / 384 is 521 slices each way, with 520 yields between them; so has the look at the text; the last resumption ends it.
        assert.equal(1561, resumptions);
        assert.equal(266668, text.length);
        assert.is_true(decoded === bytes, `seed ${seed}`);
    });

    it("encodes the same at every length around a slice", () => {
        const bytes = new SeededRandom(72).bytes(3090);
        for (const length of $range(3055, 3090)) {
            const part = string.sub(bytes, 1, length);
            const text = encodeBase64(part);
            assert.equal(math.ceil(length / 3) * 4, text.length);
            assert.is_true(decodeBase64(text) === part, `length ${length}`);
        }
    });

    it("accepts of random and damaged inputs only what it would write", () => {
        fuzzDecoder(
            73,
            (random) => encodeBase64(random.bytes(random.integer(0, 40))),
            (input) => {
                const bytes = decodeBase64(input);
                if (bytes === undefined) return false;
                return encodeBase64(bytes) === input || "encodes to something else";
            },
        );
    });
});
