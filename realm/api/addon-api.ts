import { type ApiContext } from "../client/host";
import { define } from "../lua/types";

/** What addons may ask about themselves and the game. */
export function installAddons({ host, session }: ApiContext): void {
    const { environment, loadedAddons } = session;
    define(environment, {
        C_AddOns: {
            GetAddOnMetadata: (name: string, field: string) => loadedAddons.get(name)?.get(field),
            IsAddOnLoaded: (name: string) => loadedAddons.get(name) !== undefined,
        },
        IsLoggedIn: () => session.isLoggedIn,
        GetBuildInfo: (): LuaMultiReturn<[string, string, string, number]> => {
            const version = host.interfaceVersion;
            const major = math.floor(version / 10000);
            const minor = math.floor(version / 100) % 100;
            const text = string.format("%d.%d.%d", major, minor, version % 100);
            return $multi(text, "1", "Jan 1 2026", version);
        },
    });
}
