import { type Labels, parseLabels } from "../../../src/live/meet/labels";
import { matches, parseSelector, type Requirement, type Selector } from "../../../src/live/meet/selector";
import { fuzzDecoder } from "../../codec/fuzz";
import type { SeededRandom } from "../../random";

const rep = string.rep;

/** A requirement in one form: "x in (,a,b)", values in order. */
function show({ key, operator, values, bound }: Requirement): string {
    if (bound !== undefined) return string.format("%s%s%.0f", key, operator, bound);
    if (values === undefined) return operator === "absent" ? `!${key}` : key;
    const list: string[] = [];
    for (const value of values) {
        list[list.length] = value;
    }
    table.sort(list, (a, b) => a < b);
    return `${key} ${operator} (${table.concat(list, ",")})`;
}

function parsed(text: string): Selector {
    const [selector, problem] = parseSelector(text);
    assert.is_nil(problem, text);
    return selector!;
}

function shown(text: string): string {
    const parts: string[] = [];
    for (const requirement of parsed(text)) {
        parts[parts.length] = show(requirement);
    }
    return table.concat(parts, " & ");
}

function problemOf(text: string): string {
    const [selector, problem] = parseSelector(text);
    assert.is_nil(selector, text);
    return problem as string;
}

function labelsOf(text: string): Labels {
    return parseLabels(text)[0]!;
}

/** A text of a part repeated, joined by commas. */
function repeated(part: string, count: number): string {
    return rep(`${part},`, count - 1) + part;
}

describe("a selector", () => {
    it("is read as the tests of Kubernetes have it", () => {
        const cases: [string, string][] = [
            ["x=a,y=b,z=c", "x in (a) & y in (b) & z in (c)"],
            ["", ""],
            ["x!=a,y=b", "x notin (a) & y in (b)"],
            ["x=", "x in ()"],
            ["x= ", "x in ()"],
            ["x=,z= ", "x in () & z in ()"],
            ["x= ,z= ", "x in () & z in ()"],
            ["!x", "!x"],
            ["x>1", "x>1"],
            ["x>1,z<5", "x>1 & z<5"],
            ["x==a", "x in (a)"],
            ["\rx", "x"],
            ["this-is-a-dns.domain.com/key-with-dash", "this-is-a-dns.domain.com/key-with-dash"],
            ["this-is-another-dns.domain.com/key in (so,what)", "this-is-another-dns.domain.com/key in (so,what)"],
            [
                "0.1.2.domain/99 notin (10.10.100.1, tick.tack.clock)",
                "0.1.2.domain/99 notin (10.10.100.1,tick.tack.clock)",
            ],
            ["foo  in\t (abc)", "foo in (abc)"],
            ["x notin\n (abc)", "x notin (abc)"],
            ["x  notin\t\t\t(abc,def)", "x notin (abc,def)"],
            ["x in (abc,)", "x in (,abc)"],
            ["x in ()", "x in ()"],
            ["x notin (abc,,def),bar,z in (),w", "x notin (,abc,def) & bar & z in () & w"],
            ["x,y in (a)", "x & y in (a)"],
            ["x=a,y!=b,z in (h,i,j)", "x in (a) & y notin (b) & z in (h,i,j)"],
            ["x,y", "x & y"],
            ["x notin ( )", "x notin ()"],
            ["x notin (, a)", "x notin (,a)"],
            ["a ", "a"],
            ["a in (x,y,notin, z,in)", "a in (in,notin,x,y,z)"],
            ["notin=in", "notin in (in)"],
            ["in in (in)", "in in (in)"],
            ["!in,notin", "!in & notin"],
            ["x in(a)", "x in (a)"],
            ["x in (foo,,baz),y,z notin ()", "x in (,baz,foo) & y & z notin ()"],
            ["1foo in (bar), 1234 in (bar)", "1foo in (bar) & 1234 in (bar)"],
        ];
        for (const [text, expected] of cases) {
            assert.equal(expected, shown(text), text);
        }
    });

    it("may have empty values at the end of a set, as its grammar says", () => {
        assert.equal("x in (,a)", shown("x in (a,,)"));
        assert.equal("x in ()", shown("x in (,,)"));
    });

    it("is refused where the tests of Kubernetes refuse it, with what was expected where", () => {
        const cases: [string, string][] = [
            ["x=a||y=b", 'has "a||y" at byte 3 where a value is expected'],
            ["x==a==b", 'has "==b" at byte 5 where "," or the end is expected'],
            ["!x=a", 'has "=a" at byte 3 where "," or the end is expected'],
            ["x<a", 'has "a" at byte 3 where a whole number is expected'],
            ["foo>bar", 'has "bar" at byte 5 where a whole number is expected'],
            [",x,y", 'has ",x,y" at byte 1 where a key or "!" is expected'],
            ["x nott in (y)", 'has "nott" at byte 3 where an operator is expected'],
            ["a in (xyz),", 'ends at byte 12 where a key or "!" is expected'],
            ["a in (xyz)b notin ()", 'has "b" at byte 11 where "," or the end is expected'],
            ["a in (xyz abc)", 'has "abc" at byte 11 where "," or ")" is expected'],
            ["a notin(", 'ends at byte 9 where "," or ")" is expected'],
            ["a (", 'has "(" at byte 3 where an operator is expected'],
            ["(", 'has "(" at byte 1 where a key or "!" is expected'],
            [`${rep("a", 254)}`, `has "${rep("a", 24)}..." at byte 1 where a key or "!" is expected`],
            ["!!x", 'has "!x" at byte 2 where a key is expected'],
            ["!", "ends at byte 2 where a key is expected"],
            ["x in", 'ends at byte 5 where "(" is expected'],
            ["x in in", 'has "in" at byte 6 where "(" is expected'],
            ["x===a", 'has "=a" at byte 4 where "," or the end is expected'],
            ["x>=1", 'has "=1" at byte 3 where a whole number is expected'],
            ["x>", "ends at byte 3 where a whole number is expected"],
            ["x>-1", 'has "-1" at byte 3 where a whole number is expected'],
            ["x>1.5", 'has "1.5" at byte 3 where a whole number is expected'],
            ["x>0x10", 'has "0x10" at byte 3 where a whole number is expected'],
            ["x>9007199254740992", 'has "9007199254740992" at byte 3 where a whole number is expected'],
            ["x=-a", 'has "-a" at byte 3 where a value is expected'],
            ["x in (a,-b)", 'has "-b" at byte 9 where a value is expected'],
            ["x,,y", 'has ",y" at byte 3 where a key or "!" is expected'],
            ["x\0", 'has "x?" at byte 1 where a key or "!" is expected'],
        ];
        for (const [text, problem] of cases) {
            assert.equal(problem, problemOf(text), text);
        }
    });

    it("takes values in quotes", () => {
        assert.equal("realm in (Die Aldor)", shown('realm="Die Aldor"'));
        assert.equal("x notin (a,b),c,d)", shown('x notin ("a,b)", c, "d")'));
        assert.equal('x in (a"\\)', shown('x == "a\\"\\\\"'));
        assert.equal("x in ()", shown('x=""'));
        assert.equal("x>-5", shown('x>"-5"'));
        assert.equal("ends at byte 5 where a closing quote is expected", problemOf('x="a'));
        assert.equal('has ""a"" at byte 1 where a key or "!" is expected', problemOf('"a"'));
        assert.equal('has ""b"" at byte 4 where "," or the end is expected', problemOf('x=a"b"'));
        assert.equal('has ""1 2"" at byte 3 where a whole number is expected', problemOf('x>"1 2"'));
    });

    it("is bounded in size, requirements and values", () => {
        assert.equal(32, parsed(repeated("x", 32)).length);
        assert.equal(
            'has "x" at byte 65 where the end after 32 requirements is expected',
            problemOf(repeated("x", 33)),
        );
        assert.equal(1, parsed(`x in (${repeated("y", 64)})`).length);
        assert.equal(
            'has "y" at byte 135 where ")" after 64 values is expected',
            problemOf(`x in (${repeated("y", 65)})`),
        );
        assert.equal(0, parsed(rep(" ", 1024)).length);
        assert.equal("must take at most 1024 bytes", problemOf(rep(" ", 1025)));
        assert.equal("must take at most 1024 bytes", problemOf(`x in (${rep("y,", 5000)}z)`));
    });
});

describe("labels meet a selector", () => {
    const expectMatch = (selector: string, labels: string, expected: boolean): void => {
        assert.equal(expected, matches(parsed(selector), labelsOf(labels)), `${selector} of ${labels}`);
    };

    it("where the tests of Kubernetes say so", () => {
        const cases: [string, string][] = [
            ["", "x=y"],
            ["x=y", "x=y"],
            ["x=y,z=w", "x=y,z=w"],
            ["x!=y,z!=w", "x=z,z=a"],
            ["notin=in", "notin=in"],
            ["x", "x=z"],
            ["!x", "y=z"],
            ["x>1", "x=2"],
            ["x<1", "x=0"],
            ["foo=bar,baz=blah", "foo=bar,baz=blah"],
            ["x in (foo),y notin (alpha)", "x=foo,y=baz"],
            ["x notin (),y", "y="],
            ["!x,y", "y="],
            ["z>1", "z=2"],
            // Where the key is absent, "!=" and "notin" hold.
            ["x!=y", ""],
            ["x notin (a,b)", ""],
            ["x=", "x="],
            ["x in (a,)", "x="],
        ];
        for (const [selector, labels] of cases) {
            expectMatch(selector, labels, true);
        }
    });

    it("and nowhere else", () => {
        const cases: [string, string][] = [
            ["x=z", ""],
            ["x=y", "x=z"],
            ["x=y,z=w", "x=w,z=w"],
            ["x!=y,z!=w", "x=z,z=w"],
            ["x", "y=z"],
            ["!x", "x=z"],
            ["x>1", "x=0"],
            ["x<1", "x=2"],
            ["x>1", "x=1"],
            ["x<1", "x=1"],
            ["foo=bar,foobar=bar,baz=blah", "foo=bar,baz=blah"],
            ["x in (foo),y in (alpha)", "x=foo,y=baz"],
            ["x notin (),!y", "y="],
            ["x in ()", "y=baz"],
            ["x=", "y=baz"],
            ["z>1", "z=v2"],
            ["z>1", ""],
            ["z<1", ""],
            ["z>1", "z="],
            ["x in (a,b)", "x=A"],
        ];
        for (const [selector, labels] of cases) {
            expectMatch(selector, labels, false);
        }
    });

    it("with whole numbers that are exact, of both signs", () => {
        expectMatch('x>"-5"', 'x="-4"', true);
        expectMatch('x>"-5"', 'x="-5"', false);
        expectMatch("x<0", 'x="-1"', true);
        expectMatch("x>9", "x=10", true);
        expectMatch("x>9", "x=010", true);
        expectMatch("x>9007199254740990", "x=9007199254740991", true);
        expectMatch("x>1", "x=9007199254740993", false);
        expectMatch("x>1", `x="${rep("9", 255)}"`, false);
        expectMatch("x>1", "x=1e5", false);
        expectMatch("x>1", 'x="5 "', false);
    });

    it("with names in quotes", () => {
        expectMatch('guild in ("Die Wache", Wacht)', 'guild="Die Wache"', true);
        expectMatch('guild in ("Die Wache", Wacht)', "guild=Wacht", true);
        expectMatch('actor!="Änne-DieAldor"', 'actor="Änne-DieAldor"', false);
    });
});

describe("a selector from the network", () => {
    const OPERATORS = ["=", "==", "!=", " in (", " notin (", ">", "<", ""];
    const VALUES = ["a", "", "in", "5", '"Die Aldor"', '"\\"\\\\"'];

    function randomRequirement(random: SeededRandom): string {
        const key = string.char(random.integer(97, 101));
        const operator = OPERATORS[random.integer(0, 7)];
        if (operator === "") return random.integer(0, 1) === 0 ? key : `!${key}`;
        if (operator === ">" || operator === "<") return string.format("%s%s%d", key, operator, random.integer(0, 99));
        const value = VALUES[random.integer(0, 5)];
        return string.sub(operator, -1) === "("
            ? `${key}${operator}${value}, ${VALUES[random.integer(0, 5)]})`
            : `${key}${operator}${value}`;
    }

    it("never raises, and what is wrong is said in a short text", () => {
        const randomSelector = (random: SeededRandom): string => {
            const parts: string[] = [];
            for (const index of $range(0, random.integer(0, 3))) {
                parts[index] = randomRequirement(random);
            }
            return table.concat(parts, ",");
        };
        const labels = labelsOf('a=5,b=,c="Die Aldor",d=in');
        fuzzDecoder(1302, randomSelector, (input) => {
            const [selector, problem] = parseSelector(input);
            if (selector === undefined) {
                return problem !== undefined && problem.length < 150 ? false : "no message";
            }
            // It holds as its requirements do, each by itself.
            let all = true;
            for (const requirement of selector) {
                all = all && matches([requirement], labels);
            }
            return all === matches(selector, labels) || "does not match as its requirements do";
        });
    });

    it("takes time in proportion to its size", () => {
        /** Instructions of Lua for a text, in thousands. */
        const work = (text: string): number => {
            let count = 0;
            debug.sethook(() => count++, "", 1000);
            parseSelector(text);
            debug.sethook();
            return count;
        };
        // Not one of them takes more than some instructions a byte.
        const hostile = [
            rep("(", 1024),
            rep("!", 1024),
            rep("x", 1024),
            `x="${rep('\\"', 510)}`,
            `x="${rep("\\\\", 510)}"`,
            `${rep("a.", 500)}/x`,
            `x in (${rep(",", 1000)})`,
            rep("x,", 512),
            rep('"', 1024),
            rep("x", 100000),
        ];
        for (const text of hostile) {
            assert.is_true(work(text) <= 30, text);
        }
        assert.is_true(work(repeated("x in (a,b,c)", 32)) > 0);
    });
});
