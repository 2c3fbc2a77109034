/** The state as readers get it. */

/**
 * A state that may be read and not changed: all members, lists and Lua tables in it are read only, at any depth. Iterate
 * over a LuaTable or LuaMap itself: `for (const [player, points] of ledger.getState().points)`.
 */
export type ReadonlyState<State> = State extends string | number | boolean | undefined
    ? State
    : State extends LuaTable<infer Key, infer Value>
      ? ReadonlyLuaMap<Key, ReadonlyState<Value>> & Pick<LuaTable<Key, ReadonlyState<Value>>, "get" | "length">
      : State extends LuaMap<infer Key, infer Value>
        ? ReadonlyLuaMap<Key, ReadonlyState<Value>>
        : State extends LuaSet<infer Key>
          ? ReadonlyLuaSet<Key>
          : { readonly [Key in keyof State]: ReadonlyState<State[Key]> };
