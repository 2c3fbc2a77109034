import { type Host } from "../client/host";
import { type Member } from "../world/member";

/** The member of the client's world that a unit id or a name means. */
export function resolveUnit(host: Host, unit: unknown): Member | undefined {
    if (unit === "player") return host;
    if (unit === "target") return host.target;
    if (type(unit) !== "string") return undefined;
    const members = host.group?.members ?? [];
    const [kind, digits] = string.match(unit as string, "^(%l+)(%d+)$");
    const place = digits === undefined ? undefined : tonumber(digits);
    if (place !== undefined && kind === "raid") return host.group?.isRaid === true ? members[place - 1] : undefined;
    // A party's units leave the player out.
    if (place !== undefined && kind === "party") return members.filter((member) => member !== host)[place - 1];
    if (unit === host.name || unit === host.fullName) return host;
    return members.find(
        (member) =>
            member.fullName === unit || (member.name === unit && member.normalizedRealm === host.normalizedRealm),
    );
}
