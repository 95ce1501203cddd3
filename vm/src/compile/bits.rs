//! A set of registers. Small sets, nearly all of them, cost no allocation.

#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub(super) struct Bits {
    low: u128,
    high: Vec<u64>,
}

impl Bits {
    pub fn contains(&self, bit: u16) -> bool {
        match bit.checked_sub(128) {
            None => self.low >> bit & 1 != 0,
            Some(bit) => self.high.get(usize::from(bit / 64)).is_some_and(|word| word >> (bit % 64) & 1 != 0),
        }
    }

    pub fn insert(&mut self, bit: u16) {
        match bit.checked_sub(128) {
            None => self.low |= 1 << bit,
            Some(bit) => {
                let word = usize::from(bit / 64);
                if self.high.len() <= word {
                    self.high.resize(word + 1, 0);
                }
                self.high[word] |= 1 << (bit % 64);
            }
        }
    }

    pub fn remove(&mut self, bit: u16) {
        match bit.checked_sub(128) {
            None => self.low &= !(1 << bit),
            Some(bit) => {
                if let Some(word) = self.high.get_mut(usize::from(bit / 64)) {
                    *word &= !(1 << (bit % 64));
                }
            }
        }
    }

    pub fn intersect(&mut self, other: &Bits) {
        self.low &= other.low;
        self.high.truncate(other.high.len());
        for (word, other) in self.high.iter_mut().zip(&other.high) {
            *word &= other;
        }
    }

    pub fn subtract(&mut self, other: &Bits) {
        self.low &= !other.low;
        for (word, other) in self.high.iter_mut().zip(&other.high) {
            *word &= !other;
        }
    }
}
