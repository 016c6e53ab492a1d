//! Amounts of money as people read them.

/// Returns an amount with two digits that matter.
pub(crate) fn usd(amount: f64) -> String {
    let mut decimals = 2;
    let mut least = 0.1;
    while amount > 0.0 && amount < least && decimals < 9 {
        decimals += 1;
        least /= 10.0;
    }
    format!("${amount:.decimals$}")
}

/// Returns an amount as scripts read it: without the noise that sums of fractions leave far behind
/// the digits that matter.
pub(crate) fn plain_usd(amount: f64) -> f64 {
    (amount * 1e12).round() / 1e12
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_shows_the_digits_that_matter() {
        for (amount, text) in [
            (0.0, "$0.00"),
            (0.000_041_23, "$0.000041"),
            (0.0123, "$0.012"),
            (0.25, "$0.25"),
            (3.0, "$3.00"),
        ] {
            assert_eq!(usd(amount), text);
        }
    }

    #[test]
    fn money_for_scripts_has_no_noise() {
        assert_eq!(
            plain_usd(6.089_999_999_999_999_6e-5).to_string(),
            "0.0000609"
        );
        assert_eq!(plain_usd(0.1 + 0.2).to_string(), "0.3");
    }
}
