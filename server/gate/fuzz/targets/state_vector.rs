//! A state vector that is read is written so that the library reads the same.

use samenbeeld_gate::parse_state_vector;
use yrs::StateVector;
use yrs::updates::decoder::Decode;

pub fn target(bytes: &[u8]) {
    if let Ok(vector) = parse_state_vector(bytes) {
        let encoded = vector.encode();
        assert_eq!(parse_state_vector(&encoded).as_ref(), Ok(&vector));
        let read = StateVector::decode_v1(&encoded).expect("the library reads it");
        assert_eq!(read.len(), vector.clocks().len());
    }
}
