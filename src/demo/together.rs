//! What must agree inside a record: totals, ages, pairs of limits, what isn't done yet.

use std::collections::BTreeMap;

use crate::spec::{Entity, Field, FieldType, Number};

use super::data;
use super::make::Maker;
use super::moment::When;
use super::number;
use super::source::{Part, Source};
use super::text::Line;
use super::{Moment, Value};

/// States in which nothing is left to do.
const FINAL: &str = "done complete completed closed resolved paid returned finished issued delivered ready archived handed_over picked_up harvested sold accepted fulfilled";

/// States of what is still to come.
const AHEAD: &str = "planned scheduled upcoming booked confirmed appointed";

/// States of what was to come and did not.
const MISSED: &str = "missed no_show noshow absent";

/// Makes the values of a record agree.
pub(super) fn agree(maker: &Maker<'_>, line: &Line<'_>, values: &mut BTreeMap<String, Value>) {
    price(maker, values);
    total(maker, values);
    age(maker, line, values);
    pairs(maker, values);
    course(maker, values);
    undone(maker, values);
    held(maker, values);
}

fn part<'a, 'b>(maker: &'b Maker<'a>, names: &str) -> Option<&'b Part<'a>> {
    maker.parts.iter().find(|part| part.is_called(names))
}

fn get(values: &BTreeMap<String, Value>, field: &Field) -> Option<f64> {
    match values.get(&field.name)? {
        Value::Number(number) => Some(number.get()),
        Value::Null | Value::Bool(_) | Value::Text(_) | Value::Moment(_) | Value::Row(_) => None,
    }
}

/// Stores a number where the field's own rules allow it.
fn set(values: &mut BTreeMap<String, Value>, field: &Field, value: f64) {
    let (least, most) = number::limits(field);
    let whole = field.kind == FieldType::Decimal || value.fract() == 0.0;
    let given = matches!(values.get(&field.name), Some(Value::Number(_)));
    if let Some(number) = Number::new(value)
        && given
        && whole
        && (least..=most).contains(&value)
    {
        values.insert(field.name.clone(), Value::Number(number));
    }
}

/// What a price is called, of a thing and of a part.
const PRICE: &str = "price unitprice cost rent monthlyrent rentpermonth fee pricepermonth";

/// Takes the price of the thing that the record leads to.
fn price(maker: &Maker<'_>, values: &mut BTreeMap<String, Value>) {
    let pays = maker.cast.kind.is_some_and(|kind| kind.id == "payment");
    let names = if pays {
        "amount sum price"
    } else {
        "price unitprice cost"
    };
    let Some(own) = part(maker, names).filter(|part| part.field.kind == FieldType::Money) else {
        return;
    };
    let steps = if pays { 2 } else { 1 };
    if let Some(price) = priced(maker, maker.cast.entity, values, own.field, steps) {
        set(values, own.field, price);
    }
}

/// Returns the price of what a record leads to, in so many steps.
fn priced(
    maker: &Maker<'_>,
    from: &Entity,
    values: &BTreeMap<String, Value>,
    own: &Field,
    steps: usize,
) -> Option<f64> {
    from.relations.iter().find_map(|relation| {
        let Value::Row(id) = values.get(&relation.name)? else {
            return None;
        };
        let target = maker.spec.entity(&relation.target)?;
        let rows = &maker.made.get(&relation.target)?.rows;
        let row = rows.iter().find(|row| &row.id == id)?;
        let theirs = target.fields.iter().find(|field| {
            field.kind == FieldType::Money
                && field.currency == own.currency
                && data::has(PRICE, &field.name.to_lowercase())
        });
        match theirs {
            Some(theirs) => get(&row.values, theirs),
            None if steps > 1 => priced(maker, target, &row.values, own, steps - 1),
            None => None,
        }
    })
}

/// Makes a total the product of quantity and price.
fn total(maker: &Maker<'_>, values: &mut BTreeMap<String, Value>) {
    let found = (
        part(
            maker,
            "total totalprice lineamount linetotal totalamount totalcost amount sum subtotal",
        ),
        part(maker, "quantity qty hour hoursworked liter litre"),
        part(
            maker,
            "unitprice price rate hourlyrate priceperliter priceperlitre",
        ),
    );
    let (Some(total), Some(quantity), Some(price)) = found else {
        return;
    };
    if total.field.kind != price.field.kind {
        return;
    }
    if let (Some(count), Some(each)) = (get(values, quantity.field), get(values, price.field)) {
        set(values, total.field, (count * each).round());
    }
}

/// Makes an age that of somebody born on the day of birth.
fn age(maker: &Maker<'_>, line: &Line<'_>, values: &mut BTreeMap<String, Value>) {
    let is_birth = |part: &&Part<'_>| {
        part.field.kind == FieldType::Date
            && matches!(
                part.when,
                Some(When::Born | When::ChildBorn | When::PetBorn)
            )
    };
    if let (Some(birth), Some(age)) = (maker.parts.iter().find(is_birth), part(maker, "age")) {
        let given = matches!(values.get(&birth.field.name), Some(Value::Moment(_)));
        if given && let Some(years) = maker.clock.age(birth, line) {
            set(values, age.field, number::float(years));
        }
    }
}

/// Makes what is called a maximum at least what is called its minimum.
fn pairs(maker: &Maker<'_>, values: &mut BTreeMap<String, Value>) {
    let ends = |part: &Part<'_>, low: &str| -> Option<Vec<String>> {
        let words = part.readings.first()?;
        let (first, behind) = words.split_first()?;
        let (last, before) = words.split_last()?;
        let starts = data::has(low, first).then_some(behind);
        let ends = data::has(low, last).then_some(before);
        starts.or(ends).map(<[String]>::to_vec)
    };
    for low in &maker.parts {
        let Some(stem) = ends(low, "min minimum from") else {
            continue;
        };
        let mut highs = maker.parts.iter();
        let high = highs.find(|high| ends(high, "max maximum to").is_some_and(|rest| rest == stem));
        if let Some(high) = high
            && let (Some(least), Some(most)) = (get(values, low.field), get(values, high.field))
            && least > most
        {
            set(values, low.field, most);
            set(values, high.field, least);
        }
    }
}

/// Puts two days in order of which the one is called a beginning and the other an end.
fn course(maker: &Maker<'_>, values: &mut BTreeMap<String, Value>) {
    const BEGINS: &str = "start starts from begin begins checkin arrival pickup departure";
    const ENDS: &str = "end ends until finish finishes to checkout departure return arrival";
    let called = |part: &Part<'_>, list: &str| {
        part.readings
            .iter()
            .flatten()
            .any(|word| data::has(list, word))
            || part.is_called(list)
    };
    let moment = |values: &BTreeMap<String, Value>, part: &Part<'_>| {
        values.get(&part.field.name).and_then(Value::moment)
    };
    for (index, begin) in maker.parts.iter().enumerate() {
        for end in maker.parts.iter().skip(index + 1) {
            let pair = called(begin, BEGINS) && called(end, ENDS);
            if let (true, Some(first), Some(last)) =
                (pair, moment(values, begin), moment(values, end))
                && begin.field.kind == end.field.kind
                && first.is_after(last)
            {
                values.insert(begin.field.name.clone(), Value::Moment(last));
                values.insert(end.field.name.clone(), Value::Moment(first));
            }
        }
    }
}

/// Lets what is to come be planned, and what was planned be over.
fn held(maker: &Maker<'_>, values: &mut BTreeMap<String, Value>) {
    let starts = |part: &Part<'_>| {
        let when = (part.when == Some(When::Start)).then_some(&part.field.name)?;
        values.get(when).and_then(Value::moment)
    };
    let day = match maker.parts.iter().find_map(starts) {
        Some(Moment::Day(day) | Moment::Time { day, .. }) => day,
        Some(Moment::Month(_) | Moment::Birthday { .. }) | None => return,
    };
    let Some(state) = part(maker, "status state stage").map(|part| part.field) else {
        return;
    };
    let options = || state.values.iter().map(|option| &option.name);
    let other = |list| options().find(|option| data::has(list, option));
    let (Some(ahead), Some(over), false) = (other(AHEAD), other(FINAL), state.unique) else {
        return;
    };
    let now = match values.get(&state.name) {
        Some(Value::Text(now)) if day > 0 && (data::has(FINAL, now) || data::has(MISSED, now)) => {
            ahead
        }
        Some(Value::Text(now)) if day < 0 && data::has(AHEAD, now) => over,
        _ => return,
    };
    values.insert(state.name.clone(), Value::Text(now.clone()));
}

/// Leaves out when something was done while it isn't, where that may be left out and something
/// tells: a flag, or a state among which there is a last one. What was done today is done.
fn undone(maker: &Maker<'_>, values: &mut BTreeMap<String, Value>) {
    let Some((state, done)) = maker.parts.iter().find_map(|it| undone_state(it, values)) else {
        return;
    };
    let when_done = |part: &&Part<'_>| {
        matches!(part.field.kind, FieldType::Date | FieldType::Datetime)
            && part.source == Source::Any
            && !part.field.required
            && part.when == Some(When::Done)
    };
    let names: Vec<&String> = maker
        .parts
        .iter()
        .filter(when_done)
        .map(|part| &part.field.name)
        .collect();
    let today = |name: &&&String| {
        let moment = values.get(name.as_str()).and_then(Value::moment);
        matches!(moment, Some(Moment::Day(0) | Moment::Time { day: 0, .. }))
    };
    if !state.unique && names.iter().any(|name| today(&name)) {
        values.insert(state.name.clone(), done);
        return;
    }
    for name in names {
        values.insert(name.clone(), Value::Null);
    }
}

/// Returns the field that tells that a record is not done yet, and its value if it were.
fn undone_state<'a>(
    part: &Part<'a>,
    values: &BTreeMap<String, Value>,
) -> Option<(&'a Field, Value)> {
    let done = match values.get(&part.field.name)? {
        Value::Bool(false) if part.flag == Some("done") => Value::Bool(true),
        Value::Text(state) if part.is_called("status state stage") => {
            let mut options = part.field.values.iter().map(|option| &option.name);
            let last = options.find(|option| data::has(FINAL, option))?;
            if data::has(FINAL, state) {
                return None;
            }
            Value::Text(last.clone())
        }
        Value::Null
        | Value::Bool(_)
        | Value::Number(_)
        | Value::Text(_)
        | Value::Moment(_)
        | Value::Row(_) => return None,
    };
    Some((part.field, done))
}
