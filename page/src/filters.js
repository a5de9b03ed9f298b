// Which features of a source a layer draws.

export const isA = (kind) => ["==", ["get", "kind"], kind];
export const isShape = (type) => ["==", ["geometry-type"], type];
