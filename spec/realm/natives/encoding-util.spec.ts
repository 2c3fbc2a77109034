import { installEncodingUtil } from "../../../realm/natives/encoding-util";
import { toHex } from "../../codec/hex";
import { SeededRandom } from "../../random";
import { addRunner, createGuildRealm, evaluate, messageOf } from "../support";

function addNative(source = ""): ReturnType<typeof addRunner> {
    return addRunner(createGuildRealm(), source, { natives: [installEncodingUtil] });
}

describe("C_EncodingUtil", () => {
    it("is absent in a client that was not given it", () => {
        const client = addRunner(createGuildRealm(), "");
        assert.is_nil(evaluate(client, "C_EncodingUtil"));
    });

    it("is there before addons load, and again after a /reload", () => {
        const client = addNative("Seen = type(C_EncodingUtil.EncodeBase64)");
        assert.equal("function", evaluate(client, "Seen"));
        client.reload();
        assert.equal("function", evaluate(client, "Seen"));
    });

    it("encodes base64 as RFC 4648, section 10, does", () => {
        const client = addNative();
        const vectors = [
            ["", ""],
            ["f", "Zg=="],
            ["fo", "Zm8="],
            ["foo", "Zm9v"],
            ["foob", "Zm9vYg=="],
            ["fooba", "Zm9vYmE="],
            ["foobar", "Zm9vYmFy"],
        ];
        for (const [bytes, text] of vectors) {
            assert.equal(text, evaluate(client, `C_EncodingUtil.EncodeBase64("${bytes}")`));
            assert.equal(bytes, evaluate(client, `C_EncodingUtil.DecodeBase64("${text}")`));
        }
    });

    it("gives nothing for what is not base64", () => {
        const client = addNative();
        for (const text of ["A", "AAA", "AAA!", "====", "AA=A", "AAA=\\n"]) {
            assert.is_nil(evaluate(client, `C_EncodingUtil.DecodeBase64("${text}")`), text);
        }
    });

    it("compresses and decompresses with each method and level", () => {
        const [pass] = addNative().run(`
            local text = ("Ragnaros Onyxia \\0\\r\\n"):rep(100)
            for _, method in pairs(Enum.CompressionMethod) do
                for level = 0, 2 do
                    local compressed = C_EncodingUtil.CompressString(text, method, level)
                    assert(#compressed < #text / 10)
                    assert(C_EncodingUtil.DecompressString(compressed, method) == text)
                    assert(C_EncodingUtil.DecompressString(compressed, (method + 1) % 3) == nil)
                    assert(C_EncodingUtil.DecompressString(compressed:sub(1, -2), method) == nil)
                end
            end
            assert(C_EncodingUtil.DecompressString(C_EncodingUtil.CompressString(text)) == text)
            return "passed"
        `);
        assert.equal("passed", pass);
    });

    it("gives nothing for a method that does not exist, and for an empty stream", () => {
        const client = addNative();
        assert.is_nil(evaluate(client, 'C_EncodingUtil.CompressString("x", 3)'));
        assert.is_nil(evaluate(client, 'C_EncodingUtil.DecompressString("x", 3)'));
        assert.is_nil(evaluate(client, 'C_EncodingUtil.DecompressString("")'));
    });

    it("never raises for random data", () => {
        const client = addNative();
        const random = new SeededRandom(4);
        for (const _ of $range(1, 500)) {
            const bytes = random.bytes(random.integer(0, 30));
            client.call("C_EncodingUtil.DecompressString", bytes, random.integer(0, 2));
            client.call("C_EncodingUtil.DecodeBase64", bytes);
            client.call("C_EncodingUtil.DeserializeCBOR", bytes);
        }
    });

    it("raises for what is no string", () => {
        const client = addNative();
        const message = messageOf(() => client.call("C_EncodingUtil.CompressString", 5));
        assert.not_nil(string.find(message, "'CompressString' (string expected, got number)", 1, true)[0]);
    });

    it("serializes CBOR", () => {
        const client = addNative();
        const [bytes] = client.run('return C_EncodingUtil.SerializeCBOR({ 1, "two", { three = true } })');
        assert.equal("83016374776fa1657468726565f5", toHex(bytes as string));
        const [one, two, three] = client.run(
            "local t = C_EncodingUtil.DeserializeCBOR(...) return t[1], t[2], t[3].three",
            bytes,
        );
        assert.equal(1, one);
        assert.equal("two", two);
        assert.is_true(three);
        assert.is_nil(client.call("C_EncodingUtil.DeserializeCBOR", `${bytes as string}x`)[0]);
    });
});
