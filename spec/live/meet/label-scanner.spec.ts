import { isKey, isPlainValue, LabelScanner, quoteValue } from "../../../src/live/meet/label-scanner";

const rep = string.rep;

describe("the keys of labels", () => {
    it("are those that Kubernetes calls qualified names", () => {
        const good = [
            "simple",
            "now-with-dashes",
            "1-starts-with-num",
            "1234",
            "simple/simple",
            "now-with-dashes/now-with-dashes",
            "now.with.dots/simple",
            "now-with.dashes-and.dots/simple",
            "1-num.2-num/3-num",
            "1.2.3.4/5678",
            "Uppercase_Is_OK_123",
            "example.com/Uppercase_Is_OK_123",
            "requests.storage-foo",
            rep("a", 63),
            `${rep("a", 253)}/${rep("b", 63)}`,
        ];
        for (const key of good) {
            assert.is_true(isKey(key), key);
        }
        const bad = [
            "",
            "nospecialchars%^=@",
            "cantendwithadash-",
            "-cantstartwithadash-",
            "only/one/slash",
            "Example.com/abc",
            "example_com/abc",
            "example.com/",
            "/simple",
            rep("a", 64),
            `${rep("a", 254)}/abc`,
            "a..b/c",
            ".a/c",
            "a./c",
            "-a/c",
            "a-.b/c",
            "line\n",
            "zero\0",
        ];
        for (const key of bad) {
            assert.is_false(isKey(key), key);
        }
    });

    it("have values like names, or empty ones", () => {
        for (const value of ["", "simple", "end-with-num-1", "1234", "a.b_c", rep("a", 63)]) {
            assert.is_true(isPlainValue(value), value);
            assert.equal(value, quoteValue(value));
        }
        const bad = [
            "nospecialchars%^=@",
            "Tama-nui-te-rā.is.Māori.sun",
            "\\backslashes\\are\\bad",
            "-starts-with-dash",
            "ends-with-dash-",
            ".starts.with.dot",
            "ends.with.dot.",
            rep("a", 64),
        ];
        for (const value of bad) {
            assert.is_false(isPlainValue(value), value);
        }
    });
});

/** The tokens of a text, as "kind:value". */
function tokens(text: string): string {
    const scanner = new LabelScanner(text);
    const parts: string[] = [];
    while (!scanner.isAtEnd()) {
        parts[parts.length] = scanner.kind === scanner.value ? scanner.kind : `${scanner.kind}:${scanner.value}`;
        scanner.advance();
    }
    return table.concat(parts, " ");
}

describe("the scanner of labels and selectors", () => {
    it("finds the longest sign", () => {
        assert.equal("== != ( ) , = word:notin", tokens("== != (), = notin"));
        assert.equal("word:key word:in ( word:value1 , word:value2 )", tokens("key in ( value1, value2 )"));
        assert.equal("word:key > word:2", tokens("key>2"));
        assert.equal("! ! = = == =", tokens("! !\t=\r\n= ==="));
        assert.equal("word:~ word:|| word:a/b", tokens("~ || a/b"));
        assert.equal("", tokens(" \t\r\n"));
    });

    it("takes any bytes in quotes", () => {
        assert.equal("word:x = quoted:Die Aldor", tokens('x="Die Aldor"'));
        assert.equal('quoted:a "b" \\ c\0\n\xff,', tokens('"a \\"b\\" \\\\ c\0\n\xff,"'));
        assert.equal("quoted:", tokens('""'));
        assert.equal("word:a quoted:b word:c", tokens('a"b"c'));
        const value = rep('\\"', 255);
        assert.equal(`quoted:${rep('"', 255)}`, tokens(`"${value}"`));
    });

    it("says what is wrong with quotes, and where", () => {
        const cases: [string, string][] = [
            ['x "abc', "ends at byte 7 where a closing quote is expected"],
            ['"abc\\"', "ends at byte 7 where a closing quote is expected"],
            ['"ab\\n"', 'has "\\n"" at byte 4 where \\" or \\\\ is expected'],
            ['"ab\\', 'has "\\" at byte 4 where \\" or \\\\ is expected'],
            [
                `"${rep("a", 256)}"`,
                `has ""${rep("a", 23)}..." at byte 1 where a value of at most 255 bytes is expected`,
            ],
        ];
        for (const [text, message] of cases) {
            const scanner = new LabelScanner(text);
            if (scanner.kind === "word") scanner.advance();
            assert.equal("bad", scanner.kind, text);
            assert.equal(message, scanner.expected("a value"));
            scanner.advance();
            assert.equal("end", scanner.kind, text);
        }
    });

    it("shows a short, printable piece of the text", () => {
        assert.equal('has "a?b??" at byte 2 where , is expected', new LabelScanner(" a\0b\x7f\x1b").expected(","));
        assert.equal(
            `has "${rep("x", 24)}..." at byte 1 where a key is expected`,
            new LabelScanner(rep("x", 100)).expected("a key"),
        );
    });
});
