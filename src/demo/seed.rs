//! Chance without chance: numbers that look arbitrary and are always the same for the same names.

/// Returns a number that stands for `parts`, the same on every machine.
pub(super) fn seed(parts: &[&str]) -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for part in parts {
        for byte in part.bytes().chain([0]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    mix(hash)
}

/// Returns a number that depends on every bit of `value`.
pub(super) fn mix(value: u64) -> u64 {
    let mut mixed = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// Returns the number of a row, for use in a seed.
pub(super) fn row(seed: u64, index: usize) -> u64 {
    mix(seed ^ mix(widen(index)))
}

/// Returns `index` as a `u64`.
pub(super) fn widen(index: usize) -> u64 {
    u64::try_from(index).unwrap_or_default()
}

/// Returns a number below `limit`; 0 when there is none.
pub(super) fn below(seed: u64, limit: usize) -> usize {
    match widen(limit) {
        0 => 0,
        limit => usize::try_from(seed % limit).unwrap_or_default(),
    }
}

/// Returns a number from `low` to `high`, both included.
pub(super) fn between(seed: u64, low: i64, high: i64) -> i64 {
    let width = high.saturating_sub(low).saturating_add(1).max(1);
    let offset = seed % u64::try_from(width).unwrap_or(1);
    low.saturating_add(i64::try_from(offset).unwrap_or_default())
}

/// Returns one of `items`, going around.
pub(super) fn cycle<T>(items: &[T], index: usize) -> Option<&T> {
    items.get(index.checked_rem(items.len())?)
}

/// Returns the id of a row: a version 4 UUID that is always the same.
pub(super) fn uuid(entity: &str, index: usize) -> String {
    let high = row(seed(&["id", entity]), index);
    let low = mix(high ^ 0x5851_f42d_4c95_7f2d);
    let version = (high & 0xffff_ffff_ffff_0fff) | 0x4000;
    let variant = (low & 0x3fff_ffff_ffff_ffff) | 0x8000_0000_0000_0000;
    format!(
        "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        version >> 32,
        (version >> 16) & 0xffff,
        version & 0xffff,
        variant >> 48,
        variant & 0xffff_ffff_ffff,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_have_the_shape_of_a_version_4_uuid_and_stay_the_same() {
        insta::assert_snapshot!(uuid("Book", 0), @"457ee428-58b4-48af-b05d-31015fa370e9");
        let ids: std::collections::BTreeSet<_> =
            (0..500).map(|index| uuid("Book", index)).collect();
        assert_eq!(ids.len(), 500);
        for id in ids {
            let bytes = id.as_bytes();
            assert_eq!((id.len(), bytes[14]), (36, b'4'));
            assert!(b"89ab".contains(&bytes[19]), "{id}");
        }
    }

    #[test]
    fn numbers_stay_within_their_limits() {
        for index in 0..200 {
            let seed = row(7, index);
            assert!((-3..=4).contains(&between(seed, -3, 4)));
            assert!(below(seed, 5) < 5);
        }
        assert_eq!(below(9, 0), 0);
        assert_eq!(cycle::<u8>(&[], 3), None);
    }
}
