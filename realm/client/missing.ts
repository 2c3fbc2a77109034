/** How Lua says that a global was called or indexed that is nil. */
const NIL_GLOBAL = "attempt to %a+ global '([%w_]+)' %(a nil value%)";

/**
 * The message of an error; that of a missing global also says what that means here. Looking for one (`if C_Item then`) is no
 * error and stays one: only what fails is told of.
 */
export function explainMissing(message: string): string {
    const [name] = string.match(message, NIL_GLOBAL);
    if (name === undefined) return message;
    return `${message} (the realm has no ${name}, and no addon made it: docs/realm.md lists what there is, the option natives adds to it)`;
}
