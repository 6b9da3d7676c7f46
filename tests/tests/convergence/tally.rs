//! What befell the runs.

/// How often what happened, so that no run passes because nothing happened.
#[derive(Debug, Clone, Copy, Default)]
pub struct Tally {
    pub commits: usize,
    /// Another node was first.
    pub refused: usize,
    /// The store failed; everyone was sent home.
    pub failed: usize,
    pub crashed_during_commit: usize,
    pub loads: usize,
    pub snapshots: usize,
    pub acks: usize,
    pub gaps: usize,
    pub looks: usize,
    pub roamed: usize,
    pub put_away: usize,
    /// Words of another that somebody put back.
    pub put_back: usize,
}

impl std::ops::AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.commits += other.commits;
        self.refused += other.refused;
        self.failed += other.failed;
        self.crashed_during_commit += other.crashed_during_commit;
        self.loads += other.loads;
        self.snapshots += other.snapshots;
        self.acks += other.acks;
        self.gaps += other.gaps;
        self.looks += other.looks;
        self.roamed += other.roamed;
        self.put_away += other.put_away;
        self.put_back += other.put_back;
    }
}
