// An eslint rule for what selectors cannot see: a LuaMultiReturn taken into one variable silently becomes a table.

// The property by which TypeScriptToLua's declarations mark the type.
const BRAND = "__tstlMultiReturn";

/** Reports `const r = multi()` and `r = multi()`; `const [a] = multi()` is how to take it. */
export const multiReturn = {
    meta: {
        type: "problem",
        schema: [],
        messages: { whole: "This makes a table of a multi-return: destructure it, `const [a, b] = ...`." },
    },
    create(context) {
        const services = context.sourceCode.parserServices;
        const check = (target, value) => {
            if (target.type !== "Identifier" || value?.type !== "CallExpression") return;
            if (services.getTypeAtLocation(value).getProperty(BRAND))
                context.report({ node: value, messageId: "whole" });
        };
        return {
            VariableDeclarator: (node) => check(node.id, node.init),
            AssignmentExpression: (node) => check(node.left, node.right),
        };
    },
};
